package dev.namespacecerts.x509;

import dev.namespacecerts.x509.SignatureAlgorithm.Hash;
import dev.namespacecerts.x509.SignatureAlgorithm.Scheme;
import java.util.Map;

/**
 * Parses signature algorithms as Go's getSignatureAlgorithmFromAI does, with a table like signatureAlgorithmDetails.
 */
final class SignatureAlgorithmParser {
    private static final String WHAT = "the signature algorithm";
    private static final String PKCS1 = "1.2.840.113549.1.1.";
    private static final String X962 = "1.2.840.10045.4.";
    private static final String NIST = "2.16.840.1.101.3.4.3.";
    private static final String RSA_PSS = PKCS1 + "10";
    private static final String ED25519 = "1.3.101.112";

    private static final Map<String, SignatureAlgorithm> KNOWN = Map.ofEntries(
            known(PKCS1 + "4", Scheme.RSA_PKCS1, Hash.MD5, "MD5-RSA"),
            known(PKCS1 + "5", Scheme.RSA_PKCS1, Hash.SHA1, "SHA1-RSA"),
            known("1.3.14.3.2.29", Scheme.RSA_PKCS1, Hash.SHA1, "SHA1-RSA"),
            known(PKCS1 + "11", Scheme.RSA_PKCS1, Hash.SHA256, "SHA256-RSA"),
            known(PKCS1 + "12", Scheme.RSA_PKCS1, Hash.SHA384, "SHA384-RSA"),
            known(PKCS1 + "13", Scheme.RSA_PKCS1, Hash.SHA512, "SHA512-RSA"),
            known("1.2.840.10040.4.3", Scheme.DSA, Hash.SHA1, "DSA-SHA1"),
            known(NIST + "2", Scheme.DSA, Hash.SHA256, "DSA-SHA256"),
            known(X962 + "1", Scheme.ECDSA, Hash.SHA1, "ECDSA-SHA1"),
            known(X962 + "3.2", Scheme.ECDSA, Hash.SHA256, "ECDSA-SHA256"),
            known(X962 + "3.3", Scheme.ECDSA, Hash.SHA384, "ECDSA-SHA384"),
            known(X962 + "3.4", Scheme.ECDSA, Hash.SHA512, "ECDSA-SHA512"),
            known(ED25519, Scheme.ED25519, Hash.NONE, "Ed25519"),
            // Algorithms that Go does not support. A name makes messages clearer than a dotted identifier.
            known(PKCS1 + "2", Scheme.RSA_PKCS1, Hash.OTHER, "MD2-RSA"),
            known(PKCS1 + "14", Scheme.RSA_PKCS1, Hash.SHA224, "SHA224-RSA"),
            known(NIST + "13", Scheme.RSA_PKCS1, Hash.OTHER, "SHA3-224-RSA"),
            known(NIST + "14", Scheme.RSA_PKCS1, Hash.OTHER, "SHA3-256-RSA"),
            known(NIST + "15", Scheme.RSA_PKCS1, Hash.OTHER, "SHA3-384-RSA"),
            known(NIST + "16", Scheme.RSA_PKCS1, Hash.OTHER, "SHA3-512-RSA"),
            known(X962 + "3.1", Scheme.ECDSA, Hash.SHA224, "ECDSA-SHA224"),
            known(NIST + "9", Scheme.ECDSA, Hash.OTHER, "ECDSA-SHA3-224"),
            known(NIST + "10", Scheme.ECDSA, Hash.OTHER, "ECDSA-SHA3-256"),
            known(NIST + "11", Scheme.ECDSA, Hash.OTHER, "ECDSA-SHA3-384"),
            known(NIST + "12", Scheme.ECDSA, Hash.OTHER, "ECDSA-SHA3-512"),
            known("1.3.101.113", Scheme.UNKNOWN, Hash.NONE, "Ed448"),
            known("1.2.156.10197.1.501", Scheme.UNKNOWN, Hash.NONE, "SM2-SM3"),
            known("1.2.643.2.2.3", Scheme.UNKNOWN, Hash.NONE, "GOST R 34.10-2001"),
            known("1.2.643.7.1.1.3.2", Scheme.UNKNOWN, Hash.NONE, "GOST R 34.10-2012 (256 bits)"),
            known("1.2.643.7.1.1.3.3", Scheme.UNKNOWN, Hash.NONE, "GOST R 34.10-2012 (512 bits)"),
            known("2.16.840.1.101.3.4.3.17", Scheme.UNKNOWN, Hash.NONE, "ML-DSA-44"),
            known("2.16.840.1.101.3.4.3.18", Scheme.UNKNOWN, Hash.NONE, "ML-DSA-65"),
            known("2.16.840.1.101.3.4.3.19", Scheme.UNKNOWN, Hash.NONE, "ML-DSA-87"));

    private SignatureAlgorithmParser() {}

    /** Parses the content of an AlgorithmIdentifier (Go: parseAI). */
    static SignatureAlgorithm parse(DerReader content) throws CertificateFormatException {
        AlgorithmIdentifier identifier = AlgorithmIdentifier.parse(content, WHAT);
        if (identifier.oid().equals(RSA_PSS)) {
            return PssParameters.algorithm(identifier);
        }
        SignatureAlgorithm known = KNOWN.get(identifier.oid());
        // RFC 8410 section 3: the parameters must be absent.
        if (known == null
                || identifier.oid().equals(ED25519) && identifier.parameters().isPresent()) {
            return unknown(identifier.oid());
        }
        return known;
    }

    private static SignatureAlgorithm unknown(String oid) {
        return new SignatureAlgorithm(Scheme.UNKNOWN, Hash.NONE, "unknown (" + DisplayText.of(oid, 100) + ")");
    }

    private static Map.Entry<String, SignatureAlgorithm> known(String oid, Scheme scheme, Hash hash, String name) {
        return Map.entry(oid, new SignatureAlgorithm(scheme, hash, name));
    }
}
