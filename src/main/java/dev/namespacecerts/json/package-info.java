/** Reading the API server's JSON: whatever it stores is read, and what nobody needs is not kept. */
package dev.namespacecerts.json;
