package dev.namespacecerts.rules.ca;

import dev.namespacecerts.rules.Rule;

/** CA-2: basic constraints have {@code CA: true}, critical or not (RFC 5280 section 4.2.1.9). */
final class CaBasicConstraintsRule implements BundleRule {
    @Override
    public void judge(Bundle bundle, Findings findings) {
        for (BundleCertificate c : bundle.certificates()) {
            if (c.certificate().basicConstraints().isEmpty()) {
                findings.add(c.error(Rule.CA_2)
                        .found("no basic constraints")
                        .allowed("basic constraints with CA: true")
                        .because(
                                c.name() + " has no basic constraints extension, so it is not marked as a CA.",
                                "Reissue it with basicConstraints = CA:TRUE."));
            } else if (!c.certificate().isCa() && bundle.isNamedAsIssuer(c.certificate())) {
                findings.add(c.error(Rule.CA_2)
                        .found("basic constraints with CA: false")
                        .allowed("basic constraints with CA: true")
                        .because(
                                c.name() + " is named as the issuer of another certificate of the bundle, but its basic"
                                        + " constraints say CA: false.",
                                "Reissue it with the same key and basicConstraints = CA:TRUE."));
            } else if (!c.certificate().isCa() && c.certificate().isSelfIssued()) {
                findings.add(c.error(Rule.CA_2)
                        .found("basic constraints with CA: false")
                        .allowed("basic constraints with CA: true")
                        .because(
                                c.name()
                                        + " is a self-signed end-entity certificate: its basic constraints say CA: false,"
                                        + " and no CA issued it.",
                                "Create a CA (basicConstraints = CA:TRUE, keyUsage = keyCertSign), put it into the bundle"
                                        + " instead, and issue the client's certificate from it."));
            } else if (!c.certificate().isCa()) {
                findings.add(c.error(Rule.CA_2)
                        .found("basic constraints with CA: false")
                        .allowed("basic constraints with CA: true")
                        .because(
                                c.name() + " is an end-entity certificate: its basic constraints say CA: false.",
                                "Remove it from the bundle and put the CA that issued it there instead."));
            }
        }
    }
}
