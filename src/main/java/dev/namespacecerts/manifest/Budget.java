package dev.namespacecerts.manifest;

/** Limits the values of all documents of a run, after aliases were replaced by what they mean. */
final class Budget {
    /** More than 100,000 small objects have. */
    static final int MOST_VALUES = 3_000_000;

    static final int DEEPEST = 64;

    private int values;

    void take(int depth, int line, int column) throws UnreadableException {
        if (depth > DEEPEST) {
            throw new UnreadableException(line, column, "Values are nested deeper than " + DEEPEST + " levels.");
        }
        if (++values > MOST_VALUES) {
            throw new UnreadableException(
                    line,
                    column,
                    "The input has more than " + MOST_VALUES
                            + " values, counting each use of an alias. Give lint fewer paths.");
        }
    }
}
