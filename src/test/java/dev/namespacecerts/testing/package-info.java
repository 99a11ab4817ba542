/** Certificates and keys for tests. */
package dev.namespacecerts.testing;
