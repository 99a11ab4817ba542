package dev.namespacecerts.x509;

import java.text.Normalizer;
import java.util.Locale;

/**
 * The form of attribute values for comparisons that ignore case (RFC 5280 section 7.1, which refers to RFC 4518: map,
 * normalise, fold white space).
 */
final class ComparableText {
    // Normalisation takes quadratic time for texts of combining marks. So longer values are compared without it. The
    // largest bound in RFC 5280 is 32,768, that of a common name is 64.
    private static final int LONGEST_NORMALISED = 1024;

    private ComparableText() {}

    static String of(String value) {
        String text = normalise(value);
        text = text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return foldSpaces(normalise(text));
    }

    private static String normalise(String text) {
        return text.length() > LONGEST_NORMALISED ? text : Normalizer.normalize(text, Normalizer.Form.NFKC);
    }

    private static String foldSpaces(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        boolean space = false;
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            i += Character.charCount(character);
            if (isSpace(character)) {
                space = true;
            } else if (!isNothing(character)) {
                if (space && folded.length() > 0) {
                    folded.append(' ');
                }
                folded.appendCodePoint(character);
                space = false;
            }
        }
        return folded.toString();
    }

    // RFC 4518 section 2.2
    private static boolean isSpace(int character) {
        return Character.isSpaceChar(character) || character >= '\t' && character <= '\r' || character == 0x85;
    }

    // Characters that RFC 4518 section 2.2 maps to nothing: control and format characters, and variation selectors.
    private static boolean isNothing(int character) {
        int type = Character.getType(character);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || character == 0x34f
                || character >= 0x180b && character <= 0x180d
                || character >= 0xfe00 && character <= 0xfe0f
                || character == 0xfffc;
    }
}
