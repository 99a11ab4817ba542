/**
 * Parse: PEM, certificates, names, keys and signatures, read exactly as Go's crypto/x509 reads them, because the
 * Service is written in Go and has the last word. Strict where Go is, and lenient where Go is: the Go function that a
 * class follows is named in its comment. Knows the JDK and Bouncy Castle only.
 */
package dev.namespacecerts.x509;
