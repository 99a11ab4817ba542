package dev.namespacecerts.x509;

/** What a text that should hold a private key is to a certificate. */
public enum KeyMatch {
    /** The certificate's key, in a PRIVATE KEY block. */
    PKCS8,
    /** The certificate's key, in an RSA PRIVATE KEY block. */
    PKCS1,
    /** The certificate's key, in an EC PRIVATE KEY block. */
    SEC1,
    /** The certificate's key, in a text in which Go's encoding/pem finds no such block. */
    NOT_GO_PEM,
    /** The certificate's key, in an encoding that Go's crypto/x509 refuses and others read. */
    NOT_GO_DER,
    /** The certificate's key, in a text that begins with a byte-order mark, so that Go's encoding/pem does not see it. */
    BYTE_ORDER_MARK,
    ENCRYPTED,
    /** A key, but not that of the certificate. */
    OTHER_KEY,
    /** No private key, or one that cannot be read. */
    UNREADABLE,
    MISSING
}
