package dev.namespacecerts.rules.ca;

import dev.namespacecerts.rules.Algorithms;
import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.x509.SubjectPublicKey;

/** The Warning of CA-11: RSA keys below 2,048 bits still work in Go. */
final class CaKeySizeRule implements BundleRule {
    @Override
    public void judge(Bundle bundle, Findings findings) {
        for (BundleCertificate c : bundle.authorityCertificates()) {
            SubjectPublicKey key = c.certificate().publicKey();
            if (Algorithms.isShort(key)) {
                findings.add(c.warning(Rule.CA_11)
                        .found("an RSA key of " + key.bits() + " bits")
                        .allowed(Algorithms.RSA_SIZES)
                        .because(
                                c.name() + " has an RSA key of only " + key.bits() + " bits.",
                                "Create a new CA with an RSA key of 3072 bits or an ECDSA key."));
            }
        }
    }
}
