package dev.namespacecerts.x509;

import java.util.Arrays;

/**
 * The public key of a certificate. Two are equal if their encodings are.
 *
 * @param spki the DER of the SubjectPublicKeyInfo; not copied, so the caller must not modify it
 * @param bits size of the RSA modulus, of the curve, or of DSA's p; 0 if unknown
 * @param name "RSA-2048", "ECDSA-P384", "Ed25519", "DSA-1024" or "unknown (dotted identifier)"
 */
public record SubjectPublicKey(byte[] spki, KeyAlgorithm algorithm, int bits, String name) {
    /** Algorithm of a key. Go parses all except X25519 and the last one, which it treats as unknown. */
    public enum KeyAlgorithm {
        RSA,
        ECDSA,
        ED25519,
        X25519,
        DSA,
        UNKNOWN
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SubjectPublicKey key && Arrays.equals(spki, key.spki);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(spki);
    }

    @Override
    public String toString() {
        return name;
    }
}
