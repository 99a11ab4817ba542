package dev.namespacecerts.handshake;

import dev.namespacecerts.testing.HeldCertificate;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Contents of a client's Secret.
 *
 * @param chain {@code tls.crt}
 * @param key {@code tls.key}
 */
public record Identity(String chain, String key) {
    private static final String END = "-----END CERTIFICATE-----\n";

    /** A leaf with its key, and what is presented with it. */
    public static Identity of(HeldCertificate leaf, HeldCertificate... others) {
        StringBuilder chain = new StringBuilder(leaf.pem());
        for (HeldCertificate other : others) {
            chain.append(other.pem());
        }
        return new Identity(chain.toString(), leaf.privateKeyPem());
    }

    /** What stands in a Secret. */
    public static Identity of(Secret secret) {
        return new Identity(text(secret, "tls.crt"), text(secret, "tls.key"));
    }

    /** The same certificates with another key. */
    public Identity withKey(String pem) {
        return new Identity(chain, pem);
    }

    /** The certificates after the leaf. */
    String intermediates() {
        return chain.substring(chain.indexOf(END) + END.length());
    }

    private static String text(Secret secret, String key) {
        return new String(Base64.getDecoder().decode(secret.getData().get(key)), StandardCharsets.US_ASCII);
    }
}
