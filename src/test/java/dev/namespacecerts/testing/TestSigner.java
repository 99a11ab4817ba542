package dev.namespacecerts.testing;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;

/** Signs with one key in one way. */
record TestSigner(KeyPair keyPair, String name, AlgorithmIdentifier algorithm, SecureRandom randomness) {
    /** @param name as Bouncy Castle says it, or null for what is usual with such a key */
    static TestSigner of(KeyPair keyPair, String name, SecureRandom randomness) {
        String known = name != null ? name : usual(keyPair);
        return new TestSigner(keyPair, known, new DefaultSignatureAlgorithmIdentifierFinder().find(known), randomness);
    }

    byte[] sign(byte[] content) {
        try {
            Signature signature = Signature.getInstance(name, TestKeys.PROVIDER);
            signature.initSign(keyPair.getPrivate(), randomness);
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    name + " does not fit a key of kind " + keyPair.getPrivate().getAlgorithm(), e);
        }
    }

    private static String usual(KeyPair keyPair) {
        String kind = keyPair.getPrivate().getAlgorithm();
        return switch (kind) {
            case "EC" ->
                ((ECKey) keyPair.getPrivate()).getParams().getOrder().bitLength() > 256
                        ? "SHA384withECDSA"
                        : "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            case "DSA" -> "SHA256withDSA";
            case "Ed25519", "Ed448" -> kind;
            default -> throw new IllegalStateException("a key of kind " + kind + " cannot sign certificates");
        };
    }
}
