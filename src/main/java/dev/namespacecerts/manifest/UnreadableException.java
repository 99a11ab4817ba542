package dev.namespacecerts.manifest;

/** A document cannot be read. The message is a sentence that quotes no value. */
final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    /** @param line counted from 0, like the column */
    UnreadableException(int line, int column, String message) {
        super(message);
        this.line = line;
        this.column = column;
    }

    int line() {
        return line;
    }

    int column() {
        return column;
    }
}
