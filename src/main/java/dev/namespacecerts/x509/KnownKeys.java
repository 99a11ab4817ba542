package dev.namespacecerts.x509;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Cache of which private keys belong to which certificates (1 MiB, about 10,000 results). The same text is compared when the
 * operator writes it, when the watch reports it, and each time it is read again. Of a text, only a SHA-256 is kept, and only if
 * it is a whole private key, which nobody can guess from its hash.
 */
public final class KnownKeys {
    static final long MOST_BYTES = Math.min(1 << 20, BoundedCache.MOST_BYTES);

    /** A key of 48 bytes, an entry of 40, and its part of the table. */
    static final int BYTES_PER_RESULT = 100;

    /** Replaced only by tests. */
    static volatile KnownKeys shared = new KnownKeys(cache(MOST_BYTES), PrivateKeys::match);

    private final BoundedCache<KeyMatch> results;
    private final BiFunction<byte[], SubjectPublicKey, KeyMatch> comparison;

    KnownKeys(BoundedCache<KeyMatch> results, BiFunction<byte[], SubjectPublicKey, KeyMatch> comparison) {
        this.results = results;
        this.comparison = comparison;
    }

    static BoundedCache<KeyMatch> cache(long mostBytes) {
        return new BoundedCache<>(mostBytes, result -> BYTES_PER_RESULT);
    }

    /** The same as {@link PrivateKeys#match}. */
    public static KeyMatch match(byte[] text, SubjectPublicKey key) {
        return shared.known(text, key);
    }

    /** Records that a PKCS#8 key was generated together with the public key. */
    public static void generated(String pem, SubjectPublicKey key) {
        shared.results.add(pair(pem.getBytes(StandardCharsets.US_ASCII), key), KeyMatch.PKCS8);
    }

    KeyMatch known(byte[] text, SubjectPublicKey key) {
        if (text == null || text.length == 0) {
            return comparison.apply(text, key);
        }
        BoundedCache.Key pair = pair(text, key);
        Optional<KeyMatch> known = results.get(pair);
        if (known.isPresent()) {
            return known.get();
        }
        KeyMatch match = comparison.apply(text, key);
        return match.isOfCertificate() ? results.add(pair, match) : match;
    }

    /** With the hash of the text, so that no part of it counts as a part of the public key. */
    private static BoundedCache.Key pair(byte[] text, SubjectPublicKey key) {
        return BoundedCache.Key.of(Digests.named("SHA-256").digest(text), key.spki());
    }
}
