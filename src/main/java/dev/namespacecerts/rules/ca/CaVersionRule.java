package dev.namespacecerts.rules.ca;

import dev.namespacecerts.rules.Rule;

/** CA-1: X.509 version 3 (RFC 5280 section 4.1.2.1). */
final class CaVersionRule implements BundleRule {
    @Override
    public void judge(Bundle bundle, Findings findings) {
        for (BundleCertificate c : bundle.authorityCertificates()) {
            long version = c.certificate().version();
            if (version != 3) {
                findings.add(c.error(Rule.CA_1)
                        .found("version " + version)
                        .allowed("version 3")
                        .because(
                                "CA certificate " + c.name() + " is X.509 version " + version + ", not 3.",
                                "Reissue it with extensions, which makes it version 3. With OpenSSL, use -extfile and"
                                        + " -extensions."));
            }
        }
    }
}
