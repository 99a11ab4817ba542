package dev.namespacecerts.x509;

import java.util.Locale;
import java.util.Optional;

/**
 * A URI as parsed by Go's net/url.Parse, as far as it matters for certificates.
 *
 * @param host host and port, unescaped, an IPv6 address in brackets; empty if there is none
 */
record UriReference(String host) {
    private static final String USER_INFO_MARKS = "-._:~!$&'()*+,;=%@";

    /** Parses an ASCII text. */
    static UriReference parse(String text) throws CertificateFormatException {
        int hash = text.indexOf('#');
        String reference = hash < 0 ? text : text.substring(0, hash);
        if (reference.chars().anyMatch(character -> character < ' ' || character == 0x7f)) {
            throw invalid("a control character");
        }
        UriReference parsed = reference.equals("*") ? new UriReference("") : parseReference(reference);
        if (hash >= 0) {
            UriEscapes.unescape(text.substring(hash + 1), UriEscapes.Part.OTHER);
        }
        return parsed;
    }

    /**
     * The domain that name constraints are compared with, in lower case (Go: parseURIs); empty if the URI has none, for
     * example because its host is an IP address.
     */
    static Optional<String> domain(String uri) {
        try {
            return parse(uri).domain();
        } catch (CertificateFormatException e) {
            return Optional.empty();
        }
    }

    private Optional<String> domain() {
        int colon = host.lastIndexOf(':');
        String domain = (colon < 0 ? host : host.substring(0, colon)).toLowerCase(Locale.ROOT);
        boolean comparable = !host.isEmpty()
                && !host.startsWith("[") // an IPv6 address
                && (colon < 0 || domain.indexOf(':') < 0 && domain.indexOf(']') < 0)
                && !IpText.isAddress(domain)
                && GeneralName.isDomain(domain);
        return comparable ? Optional.of(domain) : Optional.empty();
    }

    private static UriReference parseReference(String reference) throws CertificateFormatException {
        int colon = schemeEnd(reference);
        String scheme = reference.substring(0, Math.max(colon, 0));
        String rest = reference.substring(colon + 1);
        int query = rest.indexOf('?');
        rest = query < 0 ? rest : rest.substring(0, query);
        if (!rest.startsWith("/")) {
            if (!scheme.isEmpty()) {
                return new UriReference(""); // an opaque URI: Go parses no further
            }
            int slash = rest.indexOf('/');
            if (rest.substring(0, slash < 0 ? rest.length() : slash).indexOf(':') >= 0) {
                throw invalid("a colon in its first path segment");
            }
        }
        String host = "";
        if (rest.startsWith("//") && (!scheme.isEmpty() || !rest.startsWith("///"))) {
            int slash = rest.indexOf('/', 2);
            int end = slash < 0 ? rest.length() : slash;
            host = parseAuthority(scheme, rest.substring(2, end));
            rest = rest.substring(end);
        }
        UriEscapes.unescape(rest, UriEscapes.Part.OTHER);
        return new UriReference(host);
    }

    /** Index of the colon after the scheme; -1 if there is no scheme (Go: getScheme). */
    private static int schemeEnd(String reference) throws CertificateFormatException {
        for (int i = 0; i < reference.length(); i++) {
            char character = reference.charAt(i);
            if (character == ':') {
                if (i == 0) {
                    throw invalid("no scheme before its colon");
                }
                return i;
            }
            boolean letter = character >= 'a' && character <= 'z' || character >= 'A' && character <= 'Z';
            boolean later = character >= '0' && character <= '9' || "+-.".indexOf(character) >= 0;
            if (!letter && (!later || i == 0)) {
                return -1;
            }
        }
        return -1;
    }

    private static String parseAuthority(String scheme, String authority) throws CertificateFormatException {
        int at = authority.lastIndexOf('@');
        String host = UriHost.parse(scheme, authority.substring(at + 1));
        if (at >= 0) {
            String userInfo = authority.substring(0, at);
            if (!userInfo.chars().allMatch(UriReference::isUserInfo)) {
                throw invalid("invalid user information");
            }
            // Like Go, splits at the colon first, so that no escape sequence spans it.
            for (String part : userInfo.split(":", 2)) {
                UriEscapes.unescape(part, UriEscapes.Part.OTHER);
            }
        }
        return host;
    }

    private static boolean isUserInfo(int character) {
        return character >= 'a' && character <= 'z'
                || character >= 'A' && character <= 'Z'
                || character >= '0' && character <= '9'
                || USER_INFO_MARKS.indexOf(character) >= 0;
    }

    static CertificateFormatException invalid(String what) {
        return new CertificateFormatException("a URI among the subject alternative names has " + what);
    }
}
