package dev.namespacecerts.manifest.git;

/** A commit cannot be read. The message is for the user, and can be displayed. */
public final class GitException extends Exception {
    private static final long serialVersionUID = 1L;

    GitException(String message) {
        super(message);
    }
}
