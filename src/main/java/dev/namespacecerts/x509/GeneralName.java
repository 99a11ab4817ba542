package dev.namespacecerts.x509;

import java.nio.charset.StandardCharsets;

/** The kinds of general names that Go supports (RFC 5280 section 4.2.1.6), and Go's checks of them. */
final class GeneralName {
    static final int EMAIL = DerTag.context(1);
    static final int DNS = DerTag.context(2);
    static final int URI = DerTag.context(6);
    static final int IP = DerTag.context(7);

    private GeneralName() {}

    /** The text of an IA5String. */
    static String ascii(DerReader content, String what) throws CertificateFormatException {
        String text = new String(content.rest(), StandardCharsets.ISO_8859_1);
        if (text.chars().anyMatch(character -> character >= 0x80)) {
            throw new CertificateFormatException(what + " holds a character that is not ASCII");
        }
        return text;
    }

    /** Go's domainNameValid for names; constraints have a different check. */
    static boolean isDomain(String name) {
        return name.isEmpty() || hasOnlyLabels(name);
    }

    /** Go's domainNameValid for constraints, which may start with a dot. */
    static boolean isDomainConstraint(String constraint) {
        return isDomain(constraint.startsWith(".") && constraint.length() > 1 ? constraint.substring(1) : constraint);
    }

    private static boolean hasOnlyLabels(String name) {
        char previous = '.';
        for (int i = 0; i < name.length(); i++) {
            char character = name.charAt(i);
            if (character < 33 || character > 126 || character == '.' && previous == '.') {
                return false;
            }
            previous = character;
        }
        return previous != '.';
    }
}
