package dev.namespacecerts.x509;

/** Decodes percent-encoding with the checks of Go's net/url (unescape, shouldEscape). */
final class UriEscapes {
    /** Part of a URI; each has its own rules. */
    enum Part {
        HOST,
        ZONE,
        OTHER
    }

    private static final String HOST_MARKS = "!$&'()*+,;=:[]<>\"-_.~";

    private UriEscapes() {}

    /** The text with each %XX replaced by a character with the value of the octet. */
    static String unescape(String text, Part part) throws CertificateFormatException {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character != '%') {
                if (part != Part.OTHER && !isHostCharacter(character)) {
                    throw UriReference.invalid("an invalid character in its host");
                }
                plain.append(character);
                continue;
            }
            int octet = octet(text, i);
            if (!isAllowed(octet, part)) {
                throw UriReference.invalid("an invalid escape in its host");
            }
            plain.append((char) octet);
            i += 2;
        }
        return plain.toString();
    }

    // Which octets may be escaped: in a host, % and non-ASCII octets; in a zone, also a space and the characters
    // allowed in a host.
    private static boolean isAllowed(int octet, Part part) {
        return switch (part) {
            case HOST -> octet >= 0x80 || octet == '%';
            case ZONE -> octet == '%' || octet == ' ' || isHostCharacter(octet);
            case OTHER -> true;
        };
    }

    private static int octet(String text, int percent) throws CertificateFormatException {
        int high = percent + 2 < text.length() ? hexDigit(text.charAt(percent + 1)) : -1;
        int low = percent + 2 < text.length() ? hexDigit(text.charAt(percent + 2)) : -1;
        if (high < 0 || low < 0) {
            throw UriReference.invalid("an invalid escape");
        }
        return high << 4 | low;
    }

    private static int hexDigit(char character) {
        return character < 0x80 ? Character.digit(character, 16) : -1;
    }

    private static boolean isHostCharacter(int character) {
        return character >= 'a' && character <= 'z'
                || character >= 'A' && character <= 'Z'
                || character >= '0' && character <= '9'
                || HOST_MARKS.indexOf(character) >= 0;
    }
}
