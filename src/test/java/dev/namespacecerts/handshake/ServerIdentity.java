package dev.namespacecerts.handshake;

import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** The names and certificates by which clients verify the servers of the tests. */
final class ServerIdentity {
    private static final HeldCertificate ROOT =
            CertificateBuilder.root("CN=Server Root").build();
    private static final HeldCertificate LEAF = CertificateBuilder.leaf("CN=localhost")
            .issuedBy(ROOT)
            .extendedKeyUsage(KeyPurposeId.id_kp_serverAuth)
            .subjectAlternativeName(new GeneralName(GeneralName.dNSName, "localhost"))
            .build();

    private ServerIdentity() {}

    static HeldCertificate root() {
        return ROOT;
    }

    static HeldCertificate leaf() {
        return LEAF;
    }
}
