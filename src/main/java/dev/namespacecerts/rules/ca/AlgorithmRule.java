package dev.namespacecerts.rules.ca;

import dev.namespacecerts.rules.Algorithms;
import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.x509.Certificate;

/** CA-5: signed with RSA or ECDSA and SHA-256, SHA-384 or SHA-512, roots too; and the same kinds of key. */
final class AlgorithmRule implements BundleRule {
    @Override
    public void judge(Bundle bundle, Findings findings) {
        for (BundleCertificate c : bundle.certificates()) {
            Certificate certificate = c.certificate();
            if (!Algorithms.accepts(certificate.signatureAlgorithm())) {
                String name = certificate.signatureAlgorithm().name();
                findings.add(c.error(Rule.CA_5)
                        .found("signed with " + name)
                        .allowed(Algorithms.SIGNATURES)
                        .because(
                                c.name() + " is signed with " + name + ", which Temporal Cloud rejects.",
                                "Have it issued again with SHA-256 or stronger, by an RSA or ECDSA key."));
            }
            if (!Algorithms.accepts(certificate.publicKey())) {
                String name = certificate.publicKey().name();
                findings.add(c.error(Rule.CA_5)
                        .found("key of kind " + name)
                        .allowed(Algorithms.KEYS)
                        .because(
                                c.name() + " has a key of kind " + name + ", which Temporal Cloud rejects.",
                                "Make a new CA with an RSA or ECDSA key."));
            }
        }
    }
}
