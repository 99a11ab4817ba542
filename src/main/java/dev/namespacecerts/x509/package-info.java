/**
 * Parse: PEM, certificates, names, keys and signatures, read exactly as Go's crypto/x509 reads them, because the Service
 * is written in Go and has the last word. Knows the JDK and Bouncy Castle only. {@code CertificateParser} is strict where
 * Go is, and lenient where Go is; the name of the Go function that a class follows stands in its comment.
 */
package dev.namespacecerts.x509;
