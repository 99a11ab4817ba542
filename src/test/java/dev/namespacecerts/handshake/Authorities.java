package dev.namespacecerts.handshake;

import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;

/** Who issues the leaves of the table. */
final class Authorities {
    /** In the bundle. */
    static final HeldCertificate ROOT =
            CertificateBuilder.root("CN=Acme Root,O=Acme").build();
    /** In the bundle. */
    static final HeldCertificate RSA_ROOT = CertificateBuilder.root("CN=Acme RSA Root,O=Acme")
            .keyAlgorithm("RSA-2048")
            .build();
    /** In the bundle. */
    static final HeldCertificate ISSUING = intermediate("Issuing").build();
    /** Its root is in the bundle. */
    static final TcldPair TCLD = TcldPair.make();

    static final HeldCertificate STRANGER =
            CertificateBuilder.root("CN=Stranger,O=Stranger").build();

    private Authorities() {}

    /** PEM of what the bundle holds. */
    static String bundle() {
        return ROOT.pem() + RSA_ROOT.pem() + ISSUING.pem() + TCLD.root();
    }

    /** A CA below the root. */
    static CertificateBuilder intermediate(String name) {
        return CertificateBuilder.intermediate("CN=Acme " + name + ",O=Acme").issuedBy(ROOT);
    }

    /** A leaf of the root that violates no rule. */
    static CertificateBuilder leaf(String name) {
        return CertificateBuilder.leaf("CN=" + name + ",O=Acme").issuedBy(ROOT);
    }

    static Identity identity(CertificateBuilder leaf, HeldCertificate... others) {
        return Identity.of(leaf.build(), others);
    }
}
