/** Seals that authenticate records which the operator writes into statuses and reads again later. */
package dev.namespacecerts.seal;
