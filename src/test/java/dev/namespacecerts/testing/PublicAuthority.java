package dev.namespacecerts.testing;

import dev.namespacecerts.rules.WellKnownAuthorities;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A public authority that is well known and valid until 2035. */
public final class PublicAuthority {
    private static final String END = "-----END CERTIFICATE-----\n";

    private PublicAuthority() {}

    /** ISRG Root X1, as it stands among the well-known authorities. */
    public static String pem() {
        try (InputStream in = WellKnownAuthorities.class.getResourceAsStream("well-known-authorities.pem")) {
            String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            int body = all.indexOf("MIIFazCCA1OgAwIBAgIRAIIQz7DSQONZRGPgu2OCiwAwDQYJKoZIhvcNAQELBQAw");
            int begin = all.lastIndexOf("-----BEGIN", body);
            return all.substring(begin, all.indexOf(END, body) + END.length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
