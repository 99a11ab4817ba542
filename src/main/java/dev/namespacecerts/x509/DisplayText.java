package dev.namespacecerts.x509;

/** Makes text from certificates fit to be shown: in a terminal, a status, a log. */
public final class DisplayText {
    private static final String ELLIPSIS = "…";

    /** More than any language puts on one letter; a long run covers the lines above and below. */
    private static final int MOST_MARKS = 4;

    /**
     * Letters, marks and symbols that show nothing: Hangul fillers, the grapheme joiner, Khmer inherent vowels, the empty
     * Braille pattern.
     */
    private static final String INVISIBLE = "\u115F\u1160\u3164\uFFA0\u034F\u17B4\u17B5\u2800";

    private DisplayText() {}

    /** A text between quotation marks, with those in it, and backslashes, escaped by a backslash; cut as {@link #of} does. */
    public static String quoted(String hostile, int maxCharacters) {
        return '"' + of(hostile.replace("\\", "\\\\").replace("\"", "\\\""), maxCharacters) + '"';
    }

    /**
     * Writes every control, format (those that reverse the direction of text among them), line separator, private,
     * unassigned, lone surrogate or invisible character by its number: backslash, u, hexadecimal digits in braces. So is
     * every combining mark after the fourth in a row. Cuts the result.
     *
     * @param maxCharacters the longest result in UTF-16 units, at least 1; a cut text ends in an ellipsis and never
     *     within an escape or a surrogate pair
     */
    public static String of(String hostile, int maxCharacters) {
        StringBuilder shown = new StringBuilder(Math.min(hostile.length(), maxCharacters) + 8);
        int cut = 0; // the longest whole prefix that leaves room for the ellipsis
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

    /** They choose between forms of the character before them, or do nothing. */
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
