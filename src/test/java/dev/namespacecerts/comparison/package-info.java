/** One corpus of certificates and bundles, judged by Go's crypto/x509 and by us, and the differences. */
package dev.namespacecerts.comparison;
