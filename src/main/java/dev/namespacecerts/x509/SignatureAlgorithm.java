package dev.namespacecerts.x509;

/**
 * What a certificate was signed with.
 *
 * @param scheme {@link Scheme#UNKNOWN} for all that Go's crypto/x509 does not name, except that variants with another
 *     hash keep their scheme; RSA-PSS only where hash, mask hash, salt length and trailer agree as Go wants them
 * @param defect of the parameters of RSA-PSS; null where there is none
 * @param name as Go prints it, "SHA256-RSA" or "ECDSA-SHA384", or "unknown (dotted identifier)"
 */
public record SignatureAlgorithm(Scheme scheme, Hash hash, String name, Defect defect) {
    /**
     * Why Go does not take the parameters.
     *
     * @param found what they are
     * @param accepted what Go takes instead, after "RSA-PSS with"
     * @param option of OpenSSL that avoids it, or null
     */
    public record Defect(String found, String accepted, String option) {}

    SignatureAlgorithm(Scheme scheme, Hash hash, String name) {
        this(scheme, hash, name, null);
    }

    /** The kind of signature. */
    public enum Scheme {
        RSA_PKCS1,
        RSA_PSS,
        ECDSA,
        ED25519,
        DSA,
        UNKNOWN
    }

    /** The hash that is signed; {@code NONE} where the scheme hashes by itself or is not known. */
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
