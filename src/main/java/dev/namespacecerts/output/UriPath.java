package dev.namespacecerts.output;

import java.nio.charset.StandardCharsets;

/** Percent-encodes paths. */
final class UriPath {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";

    private UriPath() {}

    /** A path as part of a URI; a colon, which would end a scheme, is encoded too. */
    static String of(String path) {
        StringBuilder uri = new StringBuilder();
        for (byte octet : Json.path(path).getBytes(StandardCharsets.UTF_8)) {
            if (UNRESERVED.indexOf(octet) >= 0) {
                uri.append((char) octet);
            } else {
                uri.append(String.format("%%%02X", octet & 0xFF));
            }
        }
        return uri.toString();
    }
}
