package dev.namespacecerts.x509;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * Cache of the last 65,536 results of signature verifications (about 7 MB). A result depends only on the certificate
 * and the key, and most evaluations of a bundle repeat the verifications of the previous one.
 */
public final class KnownSignatures {
    private static final int MOST =
            Integer.getInteger("namespacecerts.known-signatures", 65_536); // 0 to measure without the cache

    private static final KnownSignatures SHARED = new KnownSignatures(MOST, SignatureVerifier::verifies);

    private final Map<Pair, Boolean> results;
    private final BiPredicate<Certificate, SubjectPublicKey> verifier;

    /** SHA-256 of a certificate and a key, as numbers, because an array of bytes would need a third more memory. */
    private record Pair(long first, long second, long third, long fourth) {}

    KnownSignatures(int most, BiPredicate<Certificate, SubjectPublicKey> verifier) {
        this.verifier = verifier;
        this.results = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Pair, Boolean> eldest) {
                return size() > most;
            }
        };
    }

    /** Whether the signature of the certificate was made with the key. Throws no exception. */
    public static boolean verifies(Certificate child, SubjectPublicKey key) {
        return SHARED.known(child, key);
    }

    /**
     * Verifies outside the lock: concurrent callers may verify the same pair twice, but never wait for a verification.
     */
    boolean known(Certificate child, SubjectPublicKey key) {
        Pair pair = pair(child, key);
        Boolean result;
        synchronized (results) {
            result = results.get(pair);
        }
        if (result == null) {
            result = verifier.test(child, key);
            synchronized (results) {
                results.put(pair, result);
            }
        }
        return result;
    }

    private static Pair pair(Certificate child, SubjectPublicKey key) {
        MessageDigest digest = Digests.named("SHA-256");
        digest.update(child.sha256());
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(key.spki()));
        return new Pair(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
    }
}
