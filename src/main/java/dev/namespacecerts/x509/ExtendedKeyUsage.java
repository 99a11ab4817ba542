package dev.namespacecerts.x509;

import java.util.List;

/**
 * The extended key usage extension (RFC 5280 section 4.2.1.12).
 *
 * @param oids the usages in the order of the certificate, as dotted numbers
 * @param allowsClientAuth whether client authentication or any usage is listed; an empty list allows all usages, as in
 *     Go's checkChainForKeyUsage
 */
public record ExtendedKeyUsage(List<String> oids, boolean allowsClientAuth) {
    private static final String ANY = "2.5.29.37.0";
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

    static ExtendedKeyUsage of(List<String> oids) {
        return new ExtendedKeyUsage(
                List.copyOf(oids), oids.isEmpty() || oids.contains(CLIENT_AUTH) || oids.contains(ANY));
    }
}
