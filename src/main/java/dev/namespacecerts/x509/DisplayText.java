package dev.namespacecerts.x509;

/** Makes text from certificates fit to be shown: in a terminal, a status, a log. */
public final class DisplayText {
    private static final String ELLIPSIS = "…";

    private DisplayText() {}

    /**
     * Writes every control, format (those that reverse the direction of text among them), line separator, private,
     * unassigned or lone surrogate character by its number: backslash, u, hexadecimal digits in braces. Cuts the
     * result.
     *
     * @param maxCharacters the longest result in UTF-16 units, at least 1; a cut text ends in an ellipsis and never
     *     within an escape or a surrogate pair
     */
    public static String of(String hostile, int maxCharacters) {
        StringBuilder shown = new StringBuilder(Math.min(hostile.length(), maxCharacters) + 8);
        int cut = 0; // the longest whole prefix that leaves room for the ellipsis
        for (int i = 0; i < hostile.length(); ) {
            int character = hostile.codePointAt(i);
            i += Character.charCount(character);
            if (isSafe(character)) {
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

    private static boolean isSafe(int character) {
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
