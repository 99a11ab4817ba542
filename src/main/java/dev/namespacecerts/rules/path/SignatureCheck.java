package dev.namespacecerts.rules.path;

/** Result of checking the signature of a certificate with the key of another. */
public enum SignatureCheck {
    /** The key made the signature. */
    VERIFIED,
    /** Another key made the signature. */
    WRONG_KEY,
    /** CA-5 and EE-4 reject and report the signature algorithm. The signature was not verified. */
    UNSUPPORTED_ALGORITHM,
    /** Go cannot verify signatures with the key. CA-5 reports it. */
    UNSUPPORTED_KEY,
    /** The signature was not verified, because the limit of checks was reached. */
    LIMIT_REACHED;

    /**
     * Whether a search continues as if the certificate signed. Also for an unsupported algorithm, so that only the
     * certificate with it is reported.
     */
    public boolean isFollowed() {
        return this == VERIFIED || this == UNSUPPORTED_ALGORITHM;
    }
}
