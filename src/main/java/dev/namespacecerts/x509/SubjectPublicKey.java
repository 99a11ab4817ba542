package dev.namespacecerts.x509;

import java.util.Arrays;

/**
 * The key of a certificate. Two are equal when their encodings are.
 *
 * @param spki the DER of the SubjectPublicKeyInfo; not copied, not to be written to
 * @param bits size of the RSA modulus, of the curve, or of DSA's p; 0 where it is not known
 * @param name "RSA-2048", "ECDSA-P384", "Ed25519", "DSA-1024" or "unknown (dotted identifier)"
 */
public record SubjectPublicKey(byte[] spki, KeyAlgorithm algorithm, int bits, String name) {
    /** The kind of key. Go parses all but the last and X25519, which it keeps as unknown. */
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
