package dev.namespacecerts.rules.leaf;

import dev.namespacecerts.x509.KeyMatch;

/**
 * What a client presents, as a Secret holds it.
 *
 * @param name of the Secret
 * @param chain the text of {@code tls.crt}: the leaf, then its intermediates; null where there is no such Secret or key
 * @param key what {@code tls.key} is to the leaf; the key itself is not kept
 */
public record ClientSecret(String name, byte[] chain, KeyMatch key) {
    /** One that does not exist, or is not of a kind that may be read. */
    public static ClientSecret missing(String name) {
        return new ClientSecret(name, null, KeyMatch.MISSING);
    }
}
