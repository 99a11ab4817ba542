/** One corpus of certificates and bundles, evaluated by Go's crypto/x509 and by the operator, and the differences. */
package dev.namespacecerts.comparison;
