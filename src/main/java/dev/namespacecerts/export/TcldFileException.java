package dev.namespacecerts.export;

/** A reason why a file of tcld cannot be read; its message is for the user. */
public final class TcldFileException extends Exception {
    private static final long serialVersionUID = 1L;

    public TcldFileException(String message) {
        super(message, null, false, false);
    }
}
