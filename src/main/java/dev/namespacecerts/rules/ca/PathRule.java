package dev.namespacecerts.rules.ca;

import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.path.Chains;
import dev.namespacecerts.rules.path.PathObstacle;
import dev.namespacecerts.rules.path.PathSearch;
import dev.namespacecerts.rules.path.Purpose;
import dev.namespacecerts.rules.path.RepeatedName;
import java.util.List;

/**
 * CA-4: every certificate has at least one valid path to a root of the bundle. CA-12: on this path, all subject DNs
 * differ.
 */
final class PathRule implements BundleRule {
    @Override
    public void judge(Bundle bundle, Findings findings) {
        Chains chains = bundle.chains();
        for (BundleCertificate c : bundle.authorityCertificates()) {
            PathSearch.Result result = PathSearch.first(chains, Purpose.authority(), c.certificate());
            if (chains.limitReached()) {
                return; // unknown without these checks; CheckLimitRule reports it
            }
            if (!result.obstacles().isEmpty()) {
                broken(c, chains.isRoot(c.certificate()), result.obstacles(), findings);
            }
            if (result.repeated() != null) {
                repeated(c, result.repeated(), findings);
            }
        }
    }

    private static void broken(BundleCertificate c, boolean root, List<PathObstacle> obstacles, Findings findings) {
        String found = PathObstacle.found(obstacles);
        findings.add(c.error(Rule.CA_4)
                .found(found)
                .allowed("a valid chain to a root of the bundle, with regard to path length, name constraints, extended"
                        + " key usage, policies and critical extensions")
                .because(
                        (root
                                        ? "Root " + c.name() + " cannot be used for clients: "
                                        : "No valid chain from " + c.name() + " to a root of the bundle: ")
                                + found
                                + ". Temporal Cloud rejects the bundle: \"unable to construct full certificate chain\".",
                        PathObstacle.remedy(obstacles)));
    }

    private static void repeated(BundleCertificate c, RepeatedName repeated, Findings findings) {
        findings.add(c.error(Rule.CA_12)
                .found(repeated.found())
                .allowed(RepeatedName.ALLOWED)
                .because(repeated.message(c.certificate(), c.name()), repeated.remedy(c.certificate())));
    }
}
