package dev.namespacecerts.cli;

/** A reason why the operator cannot start, in words for the person who started it. */
final class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartFailure(String message) {
        super(message);
    }

    /** Prints why the program ends: the message alone where it was foreseen. */
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
