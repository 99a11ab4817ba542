package dev.namespacecerts.schema.cel;

/** A rule that cannot be evaluated on a value, for example because a field is missing. */
public final class CelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CelException(String message) {
        super(message);
    }
}
