package dev.namespacecerts.rules.ca;

import dev.namespacecerts.rules.Algorithms;
import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.SignatureAlgorithm;

/**
 * CA-5: every CA, roots included, is signed with RSA or ECDSA and SHA-256, SHA-384 or SHA-512, and has an RSA or ECDSA
 * key.
 */
final class CaAlgorithmRule implements BundleRule {
    @Override
    public void judge(Bundle bundle, Findings findings) {
        for (BundleCertificate c : bundle.authorityCertificates()) {
            Certificate certificate = c.certificate();
            boolean otherKey = !Algorithms.accepts(certificate.publicKey());
            SignatureAlgorithm algorithm = certificate.signatureAlgorithm();
            // A self-issued certificate is signed with its own key, so a new key solves both.
            if (!Algorithms.accepts(algorithm) && !(otherKey && certificate.isSelfIssued())) {
                findings.add(c.error(Rule.CA_5)
                        .found(Algorithms.found(algorithm))
                        .allowed(Algorithms.allowed(algorithm))
                        .because(c.name() + Algorithms.rejected(algorithm), Algorithms.remedy(algorithm)));
            }
            if (otherKey) {
                String name = certificate.publicKey().name();
                findings.add(c.error(Rule.CA_5)
                        .found("key of type " + name)
                        .allowed(Algorithms.KEYS)
                        .because(
                                c.name() + " has a key of type " + name + ", which Temporal Cloud rejects.",
                                "Create a new CA with an RSA key (rsaEncryption) or an ECDSA key."));
            }
        }
    }
}
