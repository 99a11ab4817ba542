package dev.namespacecerts.cli;

/** A foreseen reason why the operator cannot start; its message is for the user. */
final class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartFailure(String message) {
        super(message);
    }

    /** Prints why the program exits: only the message if the failure was foreseen, else the stack trace. */
    static void print(Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof StartFailure) {
                System.err.println(t.getMessage());
                return;
            }
        }
        cause.printStackTrace();
    }
}
