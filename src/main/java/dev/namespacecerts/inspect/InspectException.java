package dev.namespacecerts.inspect;

/** Why an input cannot be inspected. The message is for the user, and contains no key material. */
public final class InspectException extends Exception {
    private static final long serialVersionUID = 1L;

    public InspectException(String message) {
        super(message, null, false, false);
    }
}
