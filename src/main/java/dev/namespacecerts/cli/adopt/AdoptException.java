package dev.namespacecerts.cli.adopt;

/** A reason why no manifests are written; its message is for the user. */
public final class AdoptException extends Exception {
    private static final long serialVersionUID = 1L;

    public AdoptException(String message) {
        super(message, null, false, false);
    }
}
