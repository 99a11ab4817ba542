package dev.namespacecerts.rules;

import dev.namespacecerts.x509.SignatureAlgorithm;
import dev.namespacecerts.x509.SignatureAlgorithm.Hash;
import dev.namespacecerts.x509.SignatureAlgorithm.Scheme;
import dev.namespacecerts.x509.SubjectPublicKey;
import dev.namespacecerts.x509.SubjectPublicKey.KeyAlgorithm;
import java.util.EnumSet;
import java.util.Set;

/** The algorithms that CA-5 and EE-4 accept. */
public final class Algorithms {
    private static final String SIGNATURES = "RSA PKCS#1 v1.5, RSA-PSS or ECDSA, with SHA-256, SHA-384 or SHA-512";

    /** The accepted key algorithms of CAs, for messages. */
    public static final String KEYS = "an RSA key (rsaEncryption) or an ECDSA key";

    /** The accepted key algorithms of leaves, for messages. */
    public static final String LEAF_KEYS = "an RSA key, or an ECDSA key on P-256, P-384 or P-521";

    /** The accepted sizes of RSA keys, for messages. */
    public static final String RSA_SIZES = "2048 to 8192 bits; from 1024 with this warning";

    private static final int SHORT = 2_048;
    private static final int BITS_OF_P224 = 224;
    private static final Set<Scheme> SCHEMES = EnumSet.of(Scheme.RSA_PKCS1, Scheme.RSA_PSS, Scheme.ECDSA);
    private static final Set<Hash> HASHES = EnumSet.of(Hash.SHA256, Hash.SHA384, Hash.SHA512);
    private static final Set<KeyAlgorithm> KEY_ALGORITHMS = EnumSet.of(KeyAlgorithm.RSA, KeyAlgorithm.ECDSA);

    private Algorithms() {}

    /** Whether a signature algorithm is accepted. */
    public static boolean accepts(SignatureAlgorithm algorithm) {
        return SCHEMES.contains(algorithm.scheme()) && HASHES.contains(algorithm.hash());
    }

    /** The finding about a signature algorithm that is not accepted. */
    public static String found(SignatureAlgorithm algorithm) {
        return algorithm.defect() == null
                ? "signed with " + algorithm.name()
                : "RSA-PSS: " + algorithm.defect().found();
    }

    /** The accepted algorithms instead of one that is not accepted. */
    public static String allowed(SignatureAlgorithm algorithm) {
        return algorithm.defect() == null
                ? SIGNATURES
                : "RSA-PSS with " + algorithm.defect().accepted();
    }

    /** Message about a certificate whose signature algorithm is not accepted. */
    public static String rejected(SignatureAlgorithm algorithm) {
        return algorithm.defect() == null
                ? " is signed with " + algorithm.name() + ", which Temporal Cloud rejects."
                : " is signed with RSA-PSS parameters that Temporal Cloud rejects: "
                        + algorithm.defect().found() + ". It accepts "
                        + algorithm.defect().accepted() + ".";
    }

    /** Remedy for a signature algorithm that is not accepted. */
    public static String remedy(SignatureAlgorithm algorithm) {
        if (algorithm.defect() == null) {
            return "Reissue it, signed with SHA-256, SHA-384 or SHA-512 by an RSA or ECDSA key.";
        }
        String option = algorithm.defect().option();
        return "Reissue it with other parameters of RSA-PSS, or with RSA PKCS#1 v1.5"
                + (option == null ? "." : "; with OpenSSL add: " + option + ".");
    }

    /** Whether a key is an RSA key below 2048 bits, which is accepted with a Warning. */
    public static boolean isShort(SubjectPublicKey key) {
        return key.algorithm() == KeyAlgorithm.RSA && key.bits() < SHORT;
    }

    /** Whether a key algorithm is accepted. */
    public static boolean accepts(SubjectPublicKey key) {
        return KEY_ALGORITHMS.contains(key.algorithm());
    }

    /** Whether a client can sign a TLS handshake with a key. TLS 1.3 has no signature scheme for P-224. */
    public static boolean signsHandshakes(SubjectPublicKey key) {
        return key.algorithm() != KeyAlgorithm.ECDSA || key.bits() != BITS_OF_P224;
    }
}
