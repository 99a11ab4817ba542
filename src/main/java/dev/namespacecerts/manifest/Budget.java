package dev.namespacecerts.manifest;

/**
 * Limits the values of documents, after aliases were replaced by what they mean. A document that exceeds its limit takes
 * nothing from the others.
 */
final class Budget {
    /** Values of one document: a List of 10,000 small objects has fewer. */
    static final int MOST_VALUES = 500_000;

    /** Values of all documents that are kept. */
    static final int MOST_KEPT = 5_000_000;

    /** Documents that exceed a limit: each may take a second. */
    static final int MOST_EXCEEDED = 20;

    static final int DEEPEST = 64;

    private int values;
    private int kept;
    private int exceeded;

    /** Begins a document. */
    void begin() {
        values = 0;
    }

    /** Keeps the document. */
    void keep() {
        kept += values;
    }

    /** Whether so many documents exceeded their limit that no more is read. */
    boolean isSpent() {
        return exceeded >= MOST_EXCEEDED || kept >= MOST_KEPT;
    }

    void take(int depth, int line, int column) throws UnreadableException {
        if (depth > DEEPEST) {
            throw new UnreadableException(line, column, "Values are nested deeper than " + DEEPEST + " levels.");
        }
        if (++values > MOST_VALUES) {
            exceeded++;
            throw new UnreadableException(
                    line,
                    column,
                    "The document has more than " + MOST_VALUES + " values, counting each use of an alias.");
        }
    }
}
