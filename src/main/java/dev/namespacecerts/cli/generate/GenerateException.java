package dev.namespacecerts.cli.generate;

/** Why no certificate was generated. The message is for the user, and contains no key material. */
final class GenerateException extends Exception {
    private static final long serialVersionUID = 1L;

    GenerateException(String message) {
        super(message);
    }
}
