package dev.namespacecerts.x509;

/** Escapes text from certificates for display in a terminal, a status or a log. */
public final class DisplayText {
    private static final String ELLIPSIS = "…";

    /**
     * Maximum number of combining marks in a row, more than any language needs. A longer run would cover adjacent
     * lines.
     */
    private static final int MOST_MARKS = 4;

    /**
     * Letters, marks and symbols that are invisible: Hangul fillers, the grapheme joiner, Khmer inherent vowels, the
     * empty Braille pattern.
     */
    private static final String INVISIBLE = "\u115F\u1160\u3164\uFFA0\u034F\u17B4\u17B5\u2800";

    private DisplayText() {}

    /**
     * A text in quotation marks. Quotation marks and backslashes in it are escaped by a backslash. It is cut as by
     * {@link #of}.
     */
    public static String quoted(String hostile, int maxCharacters) {
        return '"' + of(hostile.replace("\\", "\\\\").replace("\"", "\\\""), maxCharacters) + '"';
    }

    /**
     * Escapes each control, format (including bidirectional overrides), line separator, private-use, unassigned, lone
     * surrogate or invisible character as backslash, u and hexadecimal digits in braces. Also escapes each combining
     * mark after the fourth in a row. Cuts the result.
     *
     * @param maxCharacters maximum length of the result in UTF-16 units, at least 1; a cut text ends with an ellipsis,
     *     and is never cut inside an escape or a surrogate pair
     */
    public static String of(String hostile, int maxCharacters) {
        StringBuilder shown = new StringBuilder(Math.min(hostile.length(), maxCharacters) + 8);
        int cut = 0; // length of the longest prefix that leaves room for the ellipsis
        int marks = 0;
        for (int i = 0; i < hostile.length(); ) {
            int character = hostile.codePointAt(i);
            i += Character.charCount(character);
            marks = isMark(character) ? marks + 1 : 0;
            if (isSafe(character) && marks <= MOST_MARKS) {
                shown.appendCodePoint(character);
            } else {
                shown.append(String.format("%cu{%04X}", '\\', character));
            }
            if (shown.length() > maxCharacters) {
                shown.setLength(cut);
                return shown.append(ELLIPSIS).toString();
            }
            if (shown.length() <= maxCharacters - ELLIPSIS.length()) {
                cut = shown.length();
            }
        }
        return shown.toString();
    }

    private static boolean isMark(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
    }

    /** Variation selectors: they select a form of the previous character, or have no effect. */
    private static boolean isVariationSelector(int character) {
        return character >= 0x180B && character <= 0x180F
                || character >= 0xFE00 && character <= 0xFE0F
                || character >= 0xE0100 && character <= 0xE01EF;
    }

    private static boolean isSafe(int character) {
        if (INVISIBLE.indexOf(character) >= 0 || isVariationSelector(character)) {
            return false;
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
