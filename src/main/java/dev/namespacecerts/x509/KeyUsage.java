package dev.namespacecerts.x509;

/**
 * The bits of the key usage extension in the order of RFC 5280 section 4.2.1.3. The ordinal is the number of the bit.
 */
public enum KeyUsage {
    DIGITAL_SIGNATURE,
    CONTENT_COMMITMENT,
    KEY_ENCIPHERMENT,
    DATA_ENCIPHERMENT,
    KEY_AGREEMENT,
    KEY_CERT_SIGN,
    CRL_SIGN,
    ENCIPHER_ONLY,
    DECIPHER_ONLY
}
