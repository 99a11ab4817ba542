package dev.namespacecerts.x509;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * Results of signature verifications, the last 65,536 that were asked for (about 7 MB). A result depends on nothing but the
 * certificate and the key, and most evaluations of a bundle ask for the same ones as the evaluation before. What is dropped
 * is verified again.
 */
public final class KnownSignatures {
    private static final int MOST =
            Integer.getInteger("namespacecerts.known-signatures", 65_536); // 0 to measure without

    private static final KnownSignatures SHARED = new KnownSignatures(MOST, SignatureVerifier::verifies);

    private final Map<Pair, Boolean> results;
    private final BiPredicate<Certificate, SubjectPublicKey> verifier;

    /** SHA-256 of a certificate and a key; as numbers, since an array of bytes would take a third more. */
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

    /** Whether the signature of the certificate was made with the key. Never throws. */
    public static boolean verifies(Certificate child, SubjectPublicKey key) {
        return SHARED.known(child, key);
    }

    /** Verifies without the lock: the same pair may be verified twice at once, but nobody waits for anybody. */
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
