package dev.namespacecerts.cli.failure;

/** Why a command ends with exit code 2; its message is for the user, has no key material, and is printed as it is. */
public final class CommandException extends Exception {
    private static final long serialVersionUID = 1L;

    public CommandException(String message) {
        super(message, null, false, false);
    }
}
