package dev.namespacecerts.rules.leaf;

import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.Digests;
import dev.namespacecerts.x509.KeyMatch;
import dev.namespacecerts.x509.KeyOwner;
import dev.namespacecerts.x509.PrivateKeys;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a client presents, as it was read from a Secret: certificates and nothing else. Neither the private key nor any
 * other text of the Secret is kept.
 *
 * @param name of the Secret
 * @param blocks those of {@code tls.crt} that are certificates
 * @param violations of EE-11
 * @param leafIndex which of the blocks is the leaf: the first, unless {@code tls.key} belongs to another, or the first is a
 *     CA and one block alone is none
 * @param key what {@code tls.key} is to the leaf
 * @param otherKey which public key {@code tls.key} belongs to, where that is not the leaf's; else null
 * @param digest of the text of {@code tls.crt}; null where there is none
 */
public record ClientSecret(
        String name,
        List<Block> blocks,
        List<Violation> violations,
        int leafIndex,
        KeyMatch key,
        KeyOwner otherKey,
        String digest) {

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
        if (secret.leaf().isEmpty()) {
            return secret.with(0, KeyMatch.UNREADABLE);
        }
        KeyMatch first = secret.match(key, 0);
        if (isItsKey(first)) {
            return secret.with(0, first);
        }
        if (first == KeyMatch.OTHER_KEY) {
            for (int i = 1; i < secret.blocks.size(); i++) {
                KeyMatch match = secret.certificate(i).isCa() ? first : secret.match(key, i);
                if (isItsKey(match)) {
                    return secret.with(i, match);
                }
            }
        }
        KeyMatch match = secret.match(key, secret.leafIndex);
        KeyOwner otherKey = match == KeyMatch.OTHER_KEY ? KeyOwner.of(key).orElse(null) : null;
        return secret.with(secret.leafIndex, match, otherKey);
    }

    private ClientSecret with(int index, KeyMatch match) {
        return with(index, match, null);
    }

    private ClientSecret with(int index, KeyMatch match, KeyOwner other) {
        return new ClientSecret(name, blocks, violations, index, match, other, digest);
    }

    private KeyMatch match(byte[] text, int index) {
        return PrivateKeys.match(text, certificate(index).publicKey());
    }

    private Certificate certificate(int index) {
        return LeafReader.parse(blocks.get(index).der());
    }

    /** Reads a chain whose key was compared before. */
    public static ClientSecret of(String name, byte[] chain, KeyMatch key) {
        LeafReader reader = new LeafReader();
        List<Block> blocks = reader.read(name, chain);
        ClientSecret secret = new ClientSecret(
                name, blocks, reader.violations(), 0, key, null, chain == null ? null : Digests.sha256(chain));
        return secret.with(secret.onlyLeaf(), key);
    }

    /** The block that is no CA, where the first is one and all others are; else the first. */
    private int onlyLeaf() {
        if (blocks.size() < 2 || !certificate(0).isCa()) {
            return 0;
        }
        int[] leaves = IntStream.range(1, blocks.size())
                .filter(i -> !certificate(i).isCa())
                .toArray();
        return leaves.length == 1 ? leaves[0] : 0;
    }

    /** Whether the leaf comes first and its own private key is there, in a form that some client can load. */
    public boolean hasItsKey() {
        return leafIndex == 0 && isItsKey(key);
    }

    private static boolean isItsKey(KeyMatch match) {
        return switch (match) {
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
