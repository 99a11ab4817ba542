package dev.namespacecerts.output;

/** Breaks text between words. */
final class LineWrap {
    /** A narrower column would have a word or two in each line. */
    private static final int NARROWEST = 20;

    private LineWrap() {}

    /**
     * A text in lines of a width. Words stay whole.
     *
     * @param start columns that stand before it in the first line
     * @param indent of the following lines
     * @param width columns of a line; 0 for no limit
     */
    static String of(String text, int start, int indent, int width) {
        if (width - indent < NARROWEST) {
            return text;
        }
        StringBuilder wrapped = new StringBuilder();
        int column = start;
        boolean first = true;
        for (String word : text.split(" ", -1)) {
            boolean fits = column + (first ? 0 : 1) + word.length() <= width;
            if (fits || mayNotBegin(word) || first && start <= indent) {
                wrapped.append(first ? "" : " ").append(word);
                column += (first ? 0 : 1) + word.length();
            } else {
                wrapped.append('\n').append(" ".repeat(indent)).append(word);
                column = indent + word.length();
            }
            first = false;
        }
        return wrapped.toString();
    }

    /** GitHub Actions would take it for a command at the beginning of a line. */
    private static boolean mayNotBegin(String word) {
        return word.startsWith("::") || word.isEmpty();
    }
}
