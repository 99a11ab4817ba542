package dev.namespacecerts.rules.ca;

import dev.namespacecerts.rules.Places;
import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.x509.DistinguishedName;
import dev.namespacecerts.x509.SubjectPublicKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * CA-13: two roots with the same distinguished name (DN) and different keys. Clients and servers confuse them during a
 * rollover.
 */
final class RolloverRule implements BundleRule {
    @Override
    public void judge(Bundle bundle, Findings findings) {
        Map<DistinguishedName, List<BundleCertificate>> roots = new LinkedHashMap<>();
        for (BundleCertificate c : bundle.authorityCertificates()) {
            if (bundle.chains().isRoot(c.certificate())) {
                roots.computeIfAbsent(c.certificate().subject(), name -> new ArrayList<>())
                        .add(c);
            }
        }
        roots.values().forEach(alike -> judge(alike, findings));
    }

    private static void judge(List<BundleCertificate> alike, Findings findings) {
        BundleCertificate first = alike.get(0);
        Map<SubjectPublicKey, BundleCertificate> keys = new LinkedHashMap<>();
        alike.forEach(c -> keys.putIfAbsent(c.certificate().publicKey(), c));
        if (keys.size() == 1) {
            return;
        }
        Places others = new Places();
        keys.values().stream().skip(1).forEach(c -> others.add(c.place(), c.position()));
        BundleCertificate second = keys.values().stream().skip(1).findFirst().get();
        findings.add(second.warning(Rule.CA_13)
                .found(keys.size() + " roots with this DN and different keys")
                .allowed("a unique subject DN for each root")
                .because(
                        first.name() + " and " + others
                                + " have the same distinguished name (DN) but different keys. The DN does not show which"
                                + " of them issued a certificate.",
                        "Give each new root a unique subject DN, for example with a year or a number in it."));
    }
}
