package dev.namespacecerts.x509;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** A line of a PEM text, without its line feed and without a byte-order mark before BEGIN. */
final class PemLine {
    static final String BEGIN = "BEGIN";
    static final String END = "END";

    private static final String DASHES = "-----";
    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";
    private static final int FEWEST_DASHES = 4;
    private static final int LONGEST_LABEL = 64;
    private static final int FEWEST_BASE64 = 64;

    private final int start;
    private final int end;
    /** The octets as characters, with trailing white space trimmed as by Go. */
    private final String content;

    private final boolean marked;

    /**
     * A line from start (inclusive) to end (exclusive), which is the index of the line feed or the end of the text.
     */
    PemLine(byte[] text, int start, int end) {
        this.start = start;
        this.end = end;
        String line = trimmed(text, start, end);
        this.marked = line.startsWith(BYTE_ORDER_MARK + DASHES + BEGIN);
        this.content = marked ? line.substring(BYTE_ORDER_MARK.length()) : line;
    }

    int start() {
        return start;
    }

    /** The index of the next line. */
    int end() {
        return end + 1;
    }

    /** Whether a byte-order mark precedes BEGIN. */
    boolean isMarked() {
        return marked;
    }

    /** The label, if this is a well-formed BEGIN line. */
    Optional<String> label() {
        String prefix = DASHES + BEGIN + " ";
        int labelEnd = content.length() - DASHES.length();
        boolean proper = content.startsWith(prefix)
                && labelEnd >= prefix.length()
                && content.indexOf(DASHES, prefix.length()) == labelEnd;
        return proper ? Optional.of(content.substring(prefix.length(), labelEnd)) : Optional.empty();
    }

    /** Whether this is the well-formed END line for a label. */
    boolean ends(String label) {
        return content.equals(DASHES + END + " " + label + DASHES);
    }

    /** Whether this line starts like a BEGIN or END line, even if it is indented or has too few hyphens. */
    boolean startsLike(String word) {
        int dashes = 0;
        int i = 0;
        while (i < content.length() && isBlank(content.charAt(i))) {
            i++;
        }
        while (i < content.length() && (content.charAt(i) == '-' || dashes > 0 && isBlank(content.charAt(i)))) {
            dashes += content.charAt(i++) == '-' ? 1 : 0;
        }
        return dashes >= FEWEST_DASHES && content.regionMatches(true, i, word, 0, word.length());
    }

    /** Whether this line ends like a BEGIN or END line, even after other text. */
    boolean endsLike(String word) {
        return content.strip().endsWith(DASHES) && contains(word);
    }

    /** Whether the line contains BEGIN or END after hyphens. */
    boolean contains(String word) {
        return content.contains(DASHES + word + " ");
    }

    /** The defect of a malformed BEGIN line. */
    PemProblem problem() {
        int begin = content.indexOf(DASHES + BEGIN + " ");
        int labelEnd = begin < 0 ? -1 : content.indexOf(DASHES, begin + DASHES.length() + BEGIN.length());
        if (labelEnd < 0) {
            return PemProblem.MALFORMED;
        }
        String behind = content.substring(labelEnd + DASHES.length());
        if (behind.startsWith("\\n") || behind.startsWith("\\r")) {
            return PemProblem.ESCAPED;
        } else if (content.lastIndexOf(END, begin) >= 0) {
            return PemProblem.GLUED;
        } else if (behind.contains(DASHES + END) || behind.strip().length() >= FEWEST_BASE64) {
            return PemProblem.ONE_LINE;
        }
        boolean indented = behind.isEmpty() && content.substring(0, begin).isBlank();
        return indented ? PemProblem.INDENTED : PemProblem.MALFORMED;
    }

    /** The label after the given word, as far as messages may quote it. */
    String shownLabel(String word) {
        int from = content.toUpperCase(Locale.ROOT).indexOf(word);
        if (from < 0) {
            return PemBlock.UNKNOWN_LABEL;
        }
        int labelStart = from + word.length();
        int labelEnd = content.indexOf("--", labelStart);
        String label = content.substring(labelStart, labelEnd < 0 ? content.length() : labelEnd);
        return label.length() > LONGEST_LABEL ? PemBlock.UNKNOWN_LABEL : PemLabels.shown(label.strip());
    }

    // Like Go's getLine, removes one carriage return before the line feed, then spaces and tabs.
    private static String trimmed(byte[] text, int start, int end) {
        boolean lineFeed = end < text.length;
        int last = lineFeed && end > start && text[end - 1] == '\r' ? end - 1 : end;
        while (last > start && (text[last - 1] == ' ' || text[last - 1] == '\t')) {
            last--;
        }
        return new String(text, start, last - start, StandardCharsets.ISO_8859_1);
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t' || character == '\r';
    }
}
