package dev.namespacecerts.rules.ca;

import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.path.Chains;
import dev.namespacecerts.rules.path.PathSearch;
import dev.namespacecerts.x509.Certificate;

/**
 * CA-4: at least one path to a root inside the bundle holds as a whole. CA-12: within it, every certificate has a
 * distinguished name of its own.
 */
final class PathRule implements BundleRule {
    @Override
    public void judge(Bundle bundle, Findings findings) {
        Chains chains = bundle.chains();
        for (BundleCertificate c : bundle.certificates()) {
            PathSearch.Result result = PathSearch.forCa(chains).from(c.certificate());
            if (chains.exhausted()) {
                return; // what was not checked cannot be judged: CheckLimitRule speaks of it
            }
            if (!result.obstacles().isEmpty()) {
                broken(c, String.join("; ", result.obstacles()), findings);
            }
            if (result.repeated() != null) {
                repeated(c, result.repeated(), findings);
            }
        }
    }

    private static void broken(BundleCertificate c, String obstacles, Findings findings) {
        findings.add(c.error(Rule.CA_4)
                .found(obstacles)
                .allowed("a path to a root of the bundle on which path length, name constraints, extended key usage and"
                        + " critical extensions all hold")
                .because(
                        "No path from " + c.name() + " to a root of the bundle holds: " + obstacles
                                + ". Temporal Cloud answers \"unable to construct full certificate chain\".",
                        "Correct the certificate that is named, or add one that opens another path."));
    }

    private static void repeated(BundleCertificate c, Certificate other, Findings findings) {
        findings.add(c.error(Rule.CA_12)
                .found("the name \"" + other.subject() + "\" twice on the path to the root")
                .allowed("a distinguished name of its own for every certificate of a path, without regard to case")
                .because(
                        "On the path from " + c.name() + " to its root two certificates have the name \""
                                + other.subject() + "\".",
                        "Issue one of them again under another name."));
    }
}
