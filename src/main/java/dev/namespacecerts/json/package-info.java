/** Reads the JSON of the API server, whatever it contains, and keeps only the needed parts. */
package dev.namespacecerts.json;
