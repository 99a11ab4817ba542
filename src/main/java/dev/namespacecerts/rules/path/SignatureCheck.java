package dev.namespacecerts.rules.path;

/** The outcome of checking one certificate's signature with the key of another. */
public enum SignatureCheck {
    /** The key made the signature. */
    VERIFIED,
    /** Another key made the signature. */
    WRONG_KEY,
    /** The signature is of a kind that CA-5 and EE-4 reject, and was not verified. These rules report it. */
    UNSUPPORTED_ALGORITHM,
    /** The key is of a kind that Go cannot verify with. CA-5 reports it. */
    UNSUPPORTED_KEY,
    /** The signature was not verified, because too many were before it. */
    LIMIT_REACHED;

    /** Whether a search follows the signature: an unsupported algorithm is reported once, where it stands. */
    public boolean isFollowed() {
        return this == VERIFIED || this == UNSUPPORTED_ALGORITHM;
    }
}
