package dev.namespacecerts.x509;

import java.util.Optional;

/**
 * An e-mail address in two parts (Go: rfc2821Mailbox).
 *
 * @param local the local part without quotes and backslashes
 */
record Mailbox(String local, String domain) {
    private static final String ATOM_MARKS = "!#$%&'*+-/=?^_`{|}~.";

    /** Parses an address as Go's parseRFC2821Mailbox does; empty if Go rejects it. */
    static Optional<Mailbox> parse(String text) {
        StringBuilder local = new StringBuilder();
        int at = text.startsWith("\"") ? quotedEnd(text, local) : atomsEnd(text, local);
        if (at < 0 || at >= text.length() || text.charAt(at) != '@') {
            return Optional.empty();
        }
        String domain = text.substring(at + 1);
        return GeneralName.isDomain(domain) ? Optional.of(new Mailbox(local.toString(), domain)) : Optional.empty();
    }

    /** The index after the closing quote, or -1. */
    private static int quotedEnd(String text, StringBuilder local) {
        int i = 1;
        while (i < text.length()) {
            char character = text.charAt(i++);
            if (character == '"') {
                return i;
            }
            if (character == '\\') {
                if (i == text.length() || !isQuotable(text.charAt(i))) {
                    return -1;
                }
                character = text.charAt(i++);
            } else if (character != ' ' && (character == '\t' || !isQuotable(character))) {
                return -1;
            }
            local.append(character);
        }
        return -1;
    }

    /** The index after the last character of the local part, or -1. */
    private static int atomsEnd(String text, StringBuilder local) {
        int i = 0;
        while (i < text.length()) {
            if (text.charAt(i) == '\\') {
                if (++i == text.length()) {
                    return -1;
                }
            } else if (!isAtom(text.charAt(i))) {
                break;
            }
            local.append(text.charAt(i++));
        }
        boolean misplacedDot = local.isEmpty()
                || local.charAt(0) == '.'
                || local.charAt(local.length() - 1) == '.'
                || local.indexOf("..") >= 0;
        return misplacedDot ? -1 : i;
    }

    // RFC 2821's "text". In quotes, each of these characters except tab needs no backslash either.
    private static boolean isQuotable(char character) {
        return character >= 1 && character <= 9
                || character == 11
                || character == 12
                || character >= 14 && character <= 127;
    }

    private static boolean isAtom(char character) {
        return character >= '0' && character <= '9'
                || character >= 'a' && character <= 'z'
                || character >= 'A' && character <= 'Z'
                || ATOM_MARKS.indexOf(character) >= 0;
    }
}
