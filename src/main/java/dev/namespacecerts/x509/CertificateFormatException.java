package dev.namespacecerts.x509;

/** A certificate that cannot be accepted. The message says what is wrong and where, and quotes no byte of the input. */
public final class CertificateFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    CertificateFormatException(String message) {
        // Thrown for every hostile input, and read for its message only: no stack trace, no cause.
        super(message, null, false, false);
    }
}
