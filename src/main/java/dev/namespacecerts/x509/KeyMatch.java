package dev.namespacecerts.x509;

/** Result of comparing a text that should contain a private key with a certificate. */
public enum KeyMatch {
    /** The certificate's key, in a PRIVATE KEY block. */
    PKCS8,
    /** The certificate's key, in an RSA PRIVATE KEY block. */
    PKCS1,
    /** The certificate's key, in an EC PRIVATE KEY block. */
    SEC1,
    /** The certificate's key, but Go's encoding/pem finds no block of a private key in the text. */
    NOT_GO_PEM,
    /** The certificate's key, in an encoding that Go's crypto/x509 rejects and others accept. */
    NOT_GO_DER,
    /** The certificate's key after a byte-order mark, because of which Go's encoding/pem does not find the block. */
    BYTE_ORDER_MARK,
    ENCRYPTED,
    /** A private key that does not belong to the certificate. */
    OTHER_KEY,
    /** No private key, or one that cannot be read. */
    UNREADABLE,
    MISSING,
    /** A key that was compared with nothing, because no certificate can be read. */
    NOT_COMPARED;

    /** Whether it is the certificate's key, in whatever form. */
    public boolean isOfCertificate() {
        return switch (this) {
            case PKCS8, PKCS1, SEC1, NOT_GO_PEM, NOT_GO_DER, BYTE_ORDER_MARK -> true;
            case ENCRYPTED, OTHER_KEY, UNREADABLE, MISSING, NOT_COMPARED -> false;
        };
    }
}
