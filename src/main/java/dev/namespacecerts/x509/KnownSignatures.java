package dev.namespacecerts.x509;

import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Cache of the results of signature verifications (8 MiB, about 80,000 results), valid or not. A result depends only on the
 * certificate and the key. Most evaluations of a bundle repeat the verifications of the previous one, and many bundles have
 * the same CAs.
 */
public final class KnownSignatures {
    /** A key of 48 bytes, an entry of 40, and its part of the table. */
    static final int BYTES_PER_RESULT = 100;

    /** Replaced by {@link #use} and by tests. */
    static volatile KnownSignatures shared =
            new KnownSignatures(cache(BoundedCache.MOST_BYTES), SignatureVerifier.JAVA::verifies);

    private final BoundedCache<Boolean> results;
    private final BiPredicate<Certificate, SubjectPublicKey> verifier;

    KnownSignatures(BoundedCache<Boolean> results, BiPredicate<Certificate, SubjectPublicKey> verifier) {
        this.verifier = verifier;
        this.results = results;
    }

    static BoundedCache<Boolean> cache(long mostBytes) {
        return new BoundedCache<>(mostBytes, result -> BYTES_PER_RESULT);
    }

    /** Verifies by this verifier from now on, and keeps the known results. */
    public static void use(SignatureVerifier verifier) {
        shared = new KnownSignatures(shared.results, verifier::verifies);
    }

    /** Whether the signature of the certificate was made with the key. Throws no exception. */
    public static boolean verifies(Certificate child, SubjectPublicKey key) {
        return shared.known(child, key);
    }

    /**
     * Verifies outside the lock: concurrent callers may verify the same pair twice, but never wait for a verification.
     */
    boolean known(Certificate child, SubjectPublicKey key) {
        BoundedCache.Key pair = BoundedCache.Key.of(child.sha256(), key.spki());
        Optional<Boolean> known = results.get(pair);
        return known.isPresent() ? known.get() : results.add(pair, verifier.test(child, key));
    }
}
