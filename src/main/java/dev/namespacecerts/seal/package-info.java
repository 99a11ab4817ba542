/** Seals on what the operator writes into statuses and must be able to believe later. */
package dev.namespacecerts.seal;
