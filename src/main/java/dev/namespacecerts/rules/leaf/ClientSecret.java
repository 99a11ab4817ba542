package dev.namespacecerts.rules.leaf;

import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.Digests;
import dev.namespacecerts.x509.KeyMatch;
import dev.namespacecerts.x509.KeyOwner;
import dev.namespacecerts.x509.KnownKeys;
import dev.namespacecerts.x509.PrivateKeys;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The certificates in a client's Secret. The private key and all other texts of the Secret are dropped after reading.
 *
 * @param name of the Secret
 * @param blocks the blocks of {@code tls.crt} that are certificates
 * @param ignored those that are certificates too, but after a byte-order mark, so that clients written in Go do not read them
 * @param violations of EE-11
 * @param leafIndex index of the leaf among the blocks: that of the certificate to which {@code tls.key} belongs; else,
 *     if the first block is a CA, that of the only block that is not; else 0
 * @param key the result of comparing {@code tls.key} with the leaf
 * @param otherKey the public key of {@code tls.key} if it is not the leaf's; else null
 * @param digest of the text of {@code tls.crt}; null if there is none
 */
public record ClientSecret(
        String name,
        List<Block> blocks,
        List<Block> ignored,
        List<Violation> violations,
        int leafIndex,
        KeyMatch key,
        KeyOwner otherKey,
        String digest) {

    /**
     * A readable certificate.
     *
     * @param position number of the block in {@code tls.crt}, counted from 1
     */
    record Block(byte[] der, int position) {}

    /**
     * What a verdict depends on. The digest stands for the blocks and the violations, which are read from that text alone.
     */
    public record Content(String name, String digest, int leafIndex, KeyMatch key, KeyOwner otherKey) {}

    /** What a verdict depends on; empty if nothing was read, so that it costs nothing. */
    public Optional<Content> content() {
        return isRead() ? Optional.of(new Content(name, digest, leafIndex, key, otherKey)) : Optional.empty();
    }

    /** A Secret that does not exist or is not readable. */
    public static ClientSecret missing(String name) {
        return of(name, null, KeyMatch.MISSING);
    }

    /**
     * Reads the texts of a Secret.
     *
     * @param chain {@code tls.crt}; null if missing
     * @param key {@code tls.key}; null if missing
     */
    public static ClientSecret read(String name, byte[] chain, byte[] key) {
        ClientSecret secret = of(name, chain, KeyMatch.MISSING);
        if (secret.leaf().isEmpty()) {
            return secret.with(0, PrivateKeys.withoutCertificate(key));
        }
        KeyMatch first = secret.match(key, 0);
        if (first.isOfCertificate()) {
            return secret.with(0, first);
        }
        if (first == KeyMatch.OTHER_KEY) {
            for (int i = 1; i < secret.blocks.size(); i++) {
                KeyMatch match = secret.certificate(i).isCa() ? first : secret.match(key, i);
                if (match.isOfCertificate()) {
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
        return new ClientSecret(name, blocks, ignored, violations, index, match, other, digest);
    }

    private KeyMatch match(byte[] text, int index) {
        return KnownKeys.match(text, certificate(index).publicKey());
    }

    private Certificate certificate(int index) {
        return LeafReader.parse(blocks.get(index).der());
    }

    /** Reads a chain with the known result of comparing its key. */
    public static ClientSecret of(String name, byte[] chain, KeyMatch key) {
        LeafReader reader = new LeafReader();
        List<Block> blocks = reader.read(name, chain);
        ClientSecret secret = new ClientSecret(
                name,
                blocks,
                reader.ignored(),
                reader.violations(),
                0,
                key,
                null,
                chain == null ? null : Digests.sha256(chain));
        return secret.with(secret.onlyLeaf(), key);
    }

    /** Index of the only block that is not a CA, if the first block is one; else 0. */
    private int onlyLeaf() {
        if (blocks.size() < 2 || !certificate(0).isCa()) {
            return 0;
        }
        int[] leaves = IntStream.range(1, blocks.size())
                .filter(i -> !certificate(i).isCa())
                .toArray();
        return leaves.length == 1 ? leaves[0] : 0;
    }

    /** Whether block 1 is the leaf, and its private key is present in a form that some client can load. */
    public boolean hasItsKey() {
        return leafIndex == 0 && key.isOfCertificate();
    }

    /** Whether the Secret can be read and has a {@code tls.crt}. */
    boolean isRead() {
        return digest != null;
    }

    /** Number of certificates in the Secret. */
    public int length() {
        return blocks.size();
    }

    /** The certificates in their order; empty if block 1 is not a certificate. */
    public List<Certificate> certificates() {
        return leaf().isEmpty()
                ? List.of()
                : blocks.stream().map(block -> LeafReader.parse(block.der())).toList();
    }

    /** Block 1 of {@code tls.crt}, if it is a certificate. */
    private Optional<Block> leaf() {
        return blocks.stream().findFirst().filter(block -> block.position() == 1);
    }
}
