/** Compares a bundle with its Temporal Cloud Namespace, and decides what to change there. */
package dev.namespacecerts.sync;
