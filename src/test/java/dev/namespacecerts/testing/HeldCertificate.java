package dev.namespacecerts.testing;

import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.CertificateFormatException;
import dev.namespacecerts.x509.CertificateParser;
import java.security.KeyPair;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;

/** A certificate that a test holds together with its private key, as its owner does. */
public final class HeldCertificate {
    private final byte[] der;
    private final KeyPair keyPair;
    private final X500Name subject;
    private final Optional<byte[]> subjectKeyIdentifier;

    HeldCertificate(byte[] der, KeyPair keyPair, X500Name subject, Optional<byte[]> subjectKeyIdentifier) {
        this.der = der;
        this.keyPair = keyPair;
        this.subject = subject;
        this.subjectKeyIdentifier = subjectKeyIdentifier;
    }

    /** A copy. */
    public byte[] der() {
        return der.clone();
    }

    /** One CERTIFICATE block of 64 columns that ends with a line feed. */
    public String pem() {
        return pem("CERTIFICATE", der);
    }

    /** The private key as PKCS#8, one PRIVATE KEY block. */
    public String privateKeyPem() {
        return pem("PRIVATE KEY", keyPair.getPrivate().getEncoded());
    }

    public KeyPair keyPair() {
        return keyPair;
    }

    public X500Name subject() {
        return subject;
    }

    /**
     * Parses it with the operator's parser.
     *
     * @throws AssertionError if that rejects it
     */
    public Certificate parsed() {
        try {
            return CertificateParser.parse(der());
        } catch (CertificateFormatException e) {
            throw new AssertionError("the certificate cannot be read: " + e.getMessage(), e);
        }
    }

    /** Bytes as one PEM block with any label. */
    public static String pem(String label, byte[] content) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }

    Optional<byte[]> subjectKeyIdentifier() {
        return subjectKeyIdentifier;
    }
}
