package dev.namespacecerts.x509;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;

/** Verifies in Java and by native code, as the operator does, and fails if the results differ. */
public final class BothVerifiers {
    static final SignatureVerifier NATIVE = SignatureVerifier.with(loaded());

    private BothVerifiers() {}

    /** From now on, {@link KnownSignatures} verifies in both ways. */
    public static void use() {
        KnownSignatures.shared =
                new KnownSignatures(KnownSignatures.cache(BoundedCache.MOST_BYTES), BothVerifiers::verifies);
    }

    static boolean verifies(Certificate child, SubjectPublicKey key) {
        boolean inJava = SignatureVerifier.JAVA.verifies(child, key);
        if (NATIVE.verifies(child, key) != inJava) {
            throw new AssertionError("native code differs, " + inJava + " in Java: " + child.subject());
        }
        return inJava;
    }

    static AmazonCorrettoCryptoProvider loaded() {
        AmazonCorrettoCryptoProvider.INSTANCE.assertHealthy();
        return AmazonCorrettoCryptoProvider.INSTANCE;
    }
}
