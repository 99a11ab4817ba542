package dev.namespacecerts.x509;

/**
 * The signature algorithm of a certificate.
 *
 * @param scheme {@link Scheme#UNKNOWN} if Go's crypto/x509 does not support it; variants with an unsupported hash keep
 *     their scheme; RSA-PSS only if hash, mask hash, salt length and trailer are a set that Go supports
 * @param defect of RSA-PSS parameters that Go does not support; else null
 * @param name as Go prints it, such as "SHA256-RSA" or "ECDSA-SHA384"; or "unknown (dotted identifier)"
 */
public record SignatureAlgorithm(Scheme scheme, Hash hash, String name, Defect defect) {
    /**
     * Why Go does not support the RSA-PSS parameters.
     *
     * @param found the parameters
     * @param accepted the parameters that Go accepts, as the text after "RSA-PSS with"
     * @param option of OpenSSL that sets accepted parameters; or null
     */
    public record Defect(String found, String accepted, String option) {}

    SignatureAlgorithm(Scheme scheme, Hash hash, String name) {
        this(scheme, hash, name, null);
    }

    /** Scheme of a signature. */
    public enum Scheme {
        RSA_PKCS1,
        RSA_PSS,
        ECDSA,
        ED25519,
        DSA,
        UNKNOWN
    }

    /** Hash of a signature; {@code NONE} if the scheme includes its own or is unknown. */
    public enum Hash {
        MD5,
        SHA1,
        SHA224,
        SHA256,
        SHA384,
        SHA512,
        OTHER,
        NONE
    }
}
