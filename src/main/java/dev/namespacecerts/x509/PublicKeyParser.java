package dev.namespacecerts.x509;

import dev.namespacecerts.x509.SubjectPublicKey.KeyAlgorithm;
import java.math.BigInteger;
import java.util.Map;

/**
 * Parses keys with the checks of Go's parsePublicKey. It rejects more RSA keys: those that Go rejects when it verifies
 * with them, and those whose size makes verification slow. Sizes are checked before any arithmetic.
 */
final class PublicKeyParser {
    static final String RSA = "1.2.840.113549.1.1.1";
    static final String EC = "1.2.840.10045.2.1";
    static final String ED25519 = "1.3.101.112";
    private static final String X25519 = "1.3.101.110";
    private static final String DSA = "1.2.840.10040.4.1";
    /** Names of algorithms that Go does not support, for messages that are clearer than a dotted identifier. */
    private static final Map<String, String> UNSUPPORTED = Map.of(
            "1.2.840.113549.1.1.10", "id-RSASSA-PSS (an RSA key for PSS alone)",
            "1.3.101.111", "X448",
            "1.3.101.113", "Ed448",
            "1.2.643.2.2.19", "GOST R 34.10-2001",
            "1.2.643.7.1.1.1.1", "GOST R 34.10-2012 (256 bits)",
            "1.2.643.7.1.1.1.2", "GOST R 34.10-2012 (512 bits)",
            "2.16.840.1.101.3.4.3.17", "ML-DSA-44",
            "2.16.840.1.101.3.4.3.18", "ML-DSA-65",
            "2.16.840.1.101.3.4.3.19", "ML-DSA-87");

    private static final String WHAT = "the public key";
    private static final int ED25519_LENGTH = 32;

    private PublicKeyParser() {}

    /** Parses a SubjectPublicKeyInfo. */
    static SubjectPublicKey parse(DerReader input) throws CertificateFormatException {
        DerReader element = input.readElement(DerTag.SEQUENCE, WHAT);
        byte[] spki = element.rest();
        PublicKeyInfo info = PublicKeyInfo.parse(element);
        String oid = info.algorithm().oid();
        return switch (oid) {
            case RSA -> rsa(spki, RsaKey.parse(info));
            case EC -> ec(spki, EcKey.parse(info));
            case ED25519 -> ed25519(spki, info);
            case DSA -> dsa(spki, info);
            // In a certificate, both are unknown algorithms for Go, which does not parse these keys.
            case X25519 -> new SubjectPublicKey(spki, KeyAlgorithm.X25519, 256, "X25519");
            default -> new SubjectPublicKey(spki, KeyAlgorithm.UNKNOWN, 0, name(oid));
        };
    }

    private static String name(String oid) {
        String known = UNSUPPORTED.get(oid);
        return known == null ? "unknown (" + DisplayText.of(oid, 100) + ")" : known;
    }

    private static SubjectPublicKey rsa(byte[] spki, RsaKey key) {
        int bits = key.modulus().bitLength();
        return new SubjectPublicKey(spki, KeyAlgorithm.RSA, bits, "RSA-" + bits);
    }

    private static SubjectPublicKey ec(byte[] spki, EcKey key) {
        int bits = key.curve().bits();
        return new SubjectPublicKey(spki, KeyAlgorithm.ECDSA, bits, "ECDSA-P" + bits);
    }

    private static SubjectPublicKey ed25519(byte[] spki, PublicKeyInfo info) throws CertificateFormatException {
        if (info.algorithm().parameters().isPresent()) {
            throw new CertificateFormatException("the Ed25519 key has parameters");
        }
        if (info.key().length != ED25519_LENGTH) {
            throw new CertificateFormatException("the Ed25519 key has a wrong size");
        }
        return new SubjectPublicKey(spki, KeyAlgorithm.ED25519, 256, "Ed25519");
    }

    private static SubjectPublicKey dsa(byte[] spki, PublicKeyInfo info) throws CertificateFormatException {
        String what = "the DSA key";
        BigInteger y = new DerReader(info.key()).readInteger(what);
        DerReader parameters =
                new DerReader(info.algorithm().parameters().orElse(new byte[0])).read(DerTag.SEQUENCE, what);
        BigInteger p = parameters.readInteger(what);
        BigInteger q = parameters.readInteger(what);
        BigInteger g = parameters.readInteger(what);
        if (y.signum() <= 0 || p.signum() <= 0 || q.signum() <= 0 || g.signum() <= 0) {
            throw new CertificateFormatException("the DSA key has a number that is not positive");
        }
        return new SubjectPublicKey(spki, KeyAlgorithm.DSA, p.bitLength(), "DSA-" + p.bitLength());
    }
}
