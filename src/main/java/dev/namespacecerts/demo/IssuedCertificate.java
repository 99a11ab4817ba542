package dev.namespacecerts.demo;

import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.PemWriter;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A certificate and its private key. {@link #toString} does not show the key. */
public final class IssuedCertificate {
    private final Certificate certificate;
    private final PrivateKey key;

    IssuedCertificate(Certificate certificate, PrivateKey key) {
        this.certificate = certificate;
        this.key = key;
    }

    public Certificate certificate() {
        return certificate;
    }

    PrivateKey key() {
        return key;
    }

    /** The certificate and those of its CAs, as PEM. */
    public String chainPem(List<Certificate> authorities) {
        List<Certificate> chain = new ArrayList<>(List.of(certificate));
        chain.addAll(authorities);
        return new String(PemWriter.certificates(chain), StandardCharsets.US_ASCII);
    }

    /** The private key as PEM, PKCS#8. */
    public String keyPem() {
        Base64.Encoder encoder = Base64.getMimeEncoder(64, new byte[] {'\n'});
        return "-----BEGIN PRIVATE KEY-----\n" + encoder.encodeToString(key.getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    @Override
    public String toString() {
        return certificate.toString();
    }
}
