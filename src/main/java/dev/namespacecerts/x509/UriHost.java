package dev.namespacecerts.x509;

import dev.namespacecerts.x509.UriEscapes.Part;

/** Parses the host of a URI as Go's net/url parseHost does. */
final class UriHost {
    private UriHost() {}

    /** The host and port, unescaped. */
    static String parse(String scheme, String host) throws CertificateFormatException {
        int bracket = host.lastIndexOf('[');
        if (bracket > 0) {
            throw UriReference.invalid("an invalid IP literal");
        }
        if (bracket == 0) {
            return parseLiteral(host);
        }
        int colon = host.indexOf(':');
        if (colon >= 0) {
            // Go accepts several colons, except with these two schemes.
            boolean strict = scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https");
            checkPort(host.substring(strict ? colon : host.lastIndexOf(':')));
        }
        return UriEscapes.unescape(host, Part.HOST);
    }

    private static String parseLiteral(String host) throws CertificateFormatException {
        int close = host.lastIndexOf(']');
        if (close < 0) {
            throw UriReference.invalid("an IP literal without a closing bracket");
        }
        String port = host.substring(close + 1);
        checkPort(port);
        String literal = host.substring(1, close);
        int zone = literal.indexOf("%25");
        String address = zone < 0
                ? UriEscapes.unescape(literal, Part.HOST)
                : UriEscapes.unescape(literal.substring(0, zone), Part.HOST)
                        + UriEscapes.unescape(literal.substring(zone), Part.ZONE);
        if (!IpText.isIpv6(address)) {
            throw UriReference.invalid("an invalid IP literal");
        }
        return "[" + address + "]" + port;
    }

    // Go: validOptionalPort
    private static void checkPort(String port) throws CertificateFormatException {
        for (int i = 0; i < port.length(); i++) {
            char character = port.charAt(i);
            if (i == 0 ? character != ':' : character < '0' || character > '9') {
                throw UriReference.invalid("an invalid port");
            }
        }
    }
}
