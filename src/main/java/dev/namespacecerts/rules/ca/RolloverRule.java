package dev.namespacecerts.rules.ca;

import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.x509.DistinguishedName;
import java.util.HashMap;
import java.util.Map;

/** CA-13: two roots with one distinguished name and different keys, which clients and servers mix up in a rollover. */
final class RolloverRule implements BundleRule {
    @Override
    public void judge(Bundle bundle, Findings findings) {
        Map<DistinguishedName, BundleCertificate> roots = new HashMap<>();
        for (BundleCertificate c : bundle.certificates()) {
            if (!bundle.chains().isRoot(c.certificate())) {
                continue;
            }
            BundleCertificate first = roots.putIfAbsent(c.certificate().subject(), c);
            if (first != null
                    && !first.certificate().publicKey().equals(c.certificate().publicKey())) {
                findings.add(c.warning(Rule.CA_13)
                        .found("a second root with this name and another key")
                        .allowed("a name of its own for each root")
                        .because(
                                c.name() + " has the name of " + first.name()
                                        + " but another key: which of them signed a"
                                        + " certificate cannot be told by name.",
                                "Give the new root a name of its own, for example with a year or a number in it."));
            }
        }
    }
}
