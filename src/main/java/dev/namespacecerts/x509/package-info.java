/**
 * Parse: PEM, certificates, names, keys and signatures, exactly as Go's crypto/x509 reads them, because Temporal Cloud
 * is written in Go. Accepts and rejects what Go does. The comment of a class names the Go function that it mirrors.
 * Depends only on the JDK and Bouncy Castle.
 */
package dev.namespacecerts.x509;
