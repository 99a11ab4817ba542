package dev.namespacecerts.x509;

/**
 * Thrown if a certificate is rejected. The message describes the defect and its place, and quotes no byte of the input.
 */
public final class CertificateFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    CertificateFormatException(String message) {
        // Without stack trace and cause: it is thrown for each malformed input, and only its message is used.
        super(message, null, false, false);
    }
}
