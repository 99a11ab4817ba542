package dev.namespacecerts.rules.ca;

import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.path.Chains;
import dev.namespacecerts.rules.path.Obstacle;
import dev.namespacecerts.rules.path.PathSearch;
import dev.namespacecerts.rules.path.Purpose;
import dev.namespacecerts.x509.Certificate;
import java.util.List;
import java.util.stream.Collectors;

/**
 * CA-4: at least one path to a root inside the bundle holds as a whole. CA-12: within it, every certificate has a
 * distinguished name of its own.
 */
final class PathRule implements BundleRule {
    @Override
    public void judge(Bundle bundle, Findings findings) {
        Chains chains = bundle.chains();
        for (BundleCertificate c : bundle.certificates()) {
            PathSearch.Result result = PathSearch.first(chains, Purpose.authority(), c.certificate());
            if (chains.limitReached()) {
                return; // what was not checked cannot be judged: CheckLimitRule speaks of it
            }
            if (!result.obstacles().isEmpty()) {
                broken(c, result.obstacles(), findings);
            }
            if (result.repeated() != null) {
                repeated(c, result.repeated(), findings);
            }
        }
    }

    private static void broken(BundleCertificate c, List<Obstacle> obstacles, Findings findings) {
        String found = obstacles.stream().map(Obstacle::what).collect(Collectors.joining("; "));
        findings.add(c.error(Rule.CA_4)
                .found(found)
                .allowed("a path to a root of the bundle on which path length, name constraints, extended key usage and"
                        + " critical extensions all hold")
                .because(
                        "No valid chain from " + c.name() + " to a root of the bundle: " + found
                                + ". Temporal Cloud answers \"unable to construct full certificate chain\".",
                        obstacles.stream().map(Obstacle::remedy).distinct().collect(Collectors.joining(" "))));
    }

    private static void repeated(BundleCertificate c, Certificate other, Findings findings) {
        findings.add(c.error(Rule.CA_12)
                .found("the name \"" + other.subject() + "\" twice on the path to the root")
                .allowed("a unique subject DN for every certificate of a path, without regard to case")
                .because(
                        "On the path from " + c.name() + " to its root two certificates have the same subject DN \""
                                + other.subject() + "\".",
                        "Reissue one of them under another subject DN."));
    }
}
