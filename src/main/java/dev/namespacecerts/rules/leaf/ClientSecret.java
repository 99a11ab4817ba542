package dev.namespacecerts.rules.leaf;

import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.Digests;
import dev.namespacecerts.x509.KeyMatch;
import dev.namespacecerts.x509.KeyOwner;
import dev.namespacecerts.x509.PrivateKeys;
import java.util.List;
import java.util.Optional;

/**
 * What a client presents, as it was read from a Secret: certificates and nothing else. Neither the private key nor any
 * other text of the Secret is kept.
 *
 * @param name of the Secret
 * @param blocks those of {@code tls.crt} that are certificates
 * @param violations of EE-11
 * @param key what {@code tls.key} is to the leaf
 * @param otherKey which public key {@code tls.key} belongs to, where that is not the leaf's; else null
 * @param digest of the text of {@code tls.crt}; null where there is none
 */
public record ClientSecret(
        String name, List<Block> blocks, List<Violation> violations, KeyMatch key, KeyOwner otherKey, String digest) {

    /**
     * A certificate that can be read.
     *
     * @param position which block of {@code tls.crt} it is, counted from 1
     */
    record Block(byte[] der, int position) {}

    /** One that does not exist, or is not of a kind that may be read. */
    public static ClientSecret missing(String name) {
        return of(name, null, KeyMatch.MISSING);
    }

    /**
     * Reads the texts of a Secret.
     *
     * @param chain {@code tls.crt}, null where it is missing
     * @param key {@code tls.key}, null where it is missing
     */
    public static ClientSecret read(String name, byte[] chain, byte[] key) {
        ClientSecret secret = of(name, chain, KeyMatch.MISSING);
        KeyMatch match = secret.leaf()
                .map(leaf -> PrivateKeys.match(key, LeafReader.parse(leaf.der()).publicKey()))
                .orElse(KeyMatch.UNREADABLE);
        KeyOwner otherKey = match == KeyMatch.OTHER_KEY ? KeyOwner.of(key).orElse(null) : null;
        return new ClientSecret(name, secret.blocks, secret.violations, match, otherKey, secret.digest);
    }

    /** Reads a chain whose key was compared before. */
    public static ClientSecret of(String name, byte[] chain, KeyMatch key) {
        LeafReader reader = new LeafReader();
        List<Block> blocks = reader.read(name, chain);
        return new ClientSecret(
                name, blocks, reader.violations(), key, null, chain == null ? null : Digests.sha256(chain));
    }

    /** Whether the leaf's own private key is there, in a form that some client can load. */
    public boolean hasItsKey() {
        return switch (key) {
            case PKCS8, PKCS1, SEC1, NOT_GO_PEM, NOT_GO_DER, BYTE_ORDER_MARK -> true;
            case ENCRYPTED, OTHER_KEY, UNREADABLE, MISSING -> false;
        };
    }

    /** How many certificates it presents. */
    public int length() {
        return blocks.size();
    }

    /** The leaf and what comes with it; empty where the first block is no certificate. */
    public List<Certificate> certificates() {
        return leaf().isEmpty()
                ? List.of()
                : blocks.stream().map(block -> LeafReader.parse(block.der())).toList();
    }

    /** The first block of {@code tls.crt}, where it is a certificate. */
    private Optional<Block> leaf() {
        return blocks.stream().findFirst().filter(block -> block.position() == 1);
    }
}
