package dev.namespacecerts.rules.ca;

import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.SignatureAlgorithm;
import dev.namespacecerts.x509.SignatureAlgorithm.Hash;
import dev.namespacecerts.x509.SignatureAlgorithm.Scheme;
import dev.namespacecerts.x509.SubjectPublicKey.KeyAlgorithm;
import java.util.EnumSet;
import java.util.Set;

/** CA-5: signed with RSA or ECDSA and SHA-256, SHA-384 or SHA-512, roots too; and the same kinds of key. */
final class AlgorithmRule implements BundleRule {
    private static final Set<Scheme> SCHEMES = EnumSet.of(Scheme.RSA_PKCS1, Scheme.RSA_PSS, Scheme.ECDSA);
    private static final Set<Hash> HASHES = EnumSet.of(Hash.SHA256, Hash.SHA384, Hash.SHA512);
    private static final Set<KeyAlgorithm> KEYS = EnumSet.of(KeyAlgorithm.RSA, KeyAlgorithm.ECDSA);

    @Override
    public void judge(Bundle bundle, Findings findings) {
        for (BundleCertificate c : bundle.certificates()) {
            Certificate certificate = c.certificate();
            if (!accepts(certificate.signatureAlgorithm())) {
                String name = certificate.signatureAlgorithm().name();
                findings.add(c.error(Rule.CA_5)
                        .found("signed with " + name)
                        .allowed("RSA PKCS#1 v1.5, RSA-PSS or ECDSA, with SHA-256, SHA-384 or SHA-512")
                        .because(
                                c.name() + " is signed with " + name + ", which Temporal Cloud rejects.",
                                "Have it issued again with SHA-256 or stronger, by an RSA or ECDSA key."));
            }
            if (!KEYS.contains(certificate.publicKey().algorithm())) {
                String name = certificate.publicKey().name();
                findings.add(c.error(Rule.CA_5)
                        .found("key of kind " + name)
                        .allowed("an RSA or ECDSA key")
                        .because(
                                c.name() + " has a key of kind " + name + ", which Temporal Cloud rejects.",
                                "Make a new CA with an RSA or ECDSA key."));
            }
        }
    }

    /** Whether a signature of this kind is accepted. */
    static boolean accepts(SignatureAlgorithm algorithm) {
        return SCHEMES.contains(algorithm.scheme()) && HASHES.contains(algorithm.hash());
    }
}
