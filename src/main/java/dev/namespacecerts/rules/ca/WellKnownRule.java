package dev.namespacecerts.rules.ca;

import dev.namespacecerts.rules.Rule;

/** CA-6: no well-known public CA, unless an accepted filter restricts which of its many clients are accepted. */
final class WellKnownRule implements BundleRule {
    @Override
    public void judge(Bundle bundle, Findings findings) {
        if (bundle.input().acceptedFilters() > 0) {
            return;
        }
        for (BundleCertificate c : bundle.authorityCertificates()) {
            if (bundle.authorities().contains(c.certificate())) {
                findings.add(c.error(Rule.CA_6)
                        .selfResolving()
                        .found("a well-known public CA, and no accepted CertificateFilter")
                        .allowed("a private CA, or at least one accepted CertificateFilter for this bundle")
                        .because(
                                c.name()
                                        + " is a public CA. Anyone can get a certificate from it, and no accepted"
                                        + " CertificateFilter limits which clients are accepted.",
                                "Use a private CA, or create a CertificateFilter for this bundle."));
            }
        }
    }
}
