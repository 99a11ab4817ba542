package dev.namespacecerts.rules.ca;

import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.path.Chains;
import dev.namespacecerts.rules.path.PathObstacle;
import dev.namespacecerts.rules.path.PathSearch;
import dev.namespacecerts.rules.path.Purpose;
import dev.namespacecerts.x509.Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * CA-4, as a Warning: a CA that has a valid path of its own, while every leaf below it would have none. A path length
 * of 0 allows no intermediate between that CA and a leaf (RFC 5280 section 4.2.1.9). So a root with path length 0 can
 * issue leaves, while an intermediate below it has a valid path but cannot.
 */
final class IssuingRule implements BundleRule {
    @Override
    public void judge(Bundle bundle, Findings findings) {
        boolean limited = bundle.authorityCertificates().stream()
                .flatMap(c -> c.certificate().basicConstraints().stream())
                .anyMatch(constraints -> constraints.pathLength().isPresent());
        if (!limited || bundle.chains().limitReached()) {
            return;
        }
        Chains chains = bundle.chains().limitedAnew(); // a Warning must not use up the limits
        Map<Certificate, PathSearch.Result> searches = new LinkedHashMap<>();
        for (BundleCertificate c : bundle.authorityCertificates()) {
            searches.put(c.certificate(), PathSearch.first(chains, Purpose.issuer(), c.certificate()));
        }
        for (BundleCertificate c : bundle.authorityCertificates()) {
            PathSearch.Result search = searches.get(c.certificate());
            if (search.path().isEmpty()
                    && !canIssueByATwin(c.certificate(), searches)
                    && PathSearch.first(chains, Purpose.authority(), c.certificate())
                            .holds()
                    && !chains.limitReached()) {
                warn(c, search.obstacles(), findings);
            }
        }
    }

    /** Whether another certificate of the same CA can issue leaves: same subject and key. */
    private static boolean canIssueByATwin(Certificate ca, Map<Certificate, PathSearch.Result> searches) {
        return searches.entrySet().stream()
                .filter(search -> !search.getValue().path().isEmpty())
                .map(Map.Entry::getKey)
                .anyMatch(twin -> twin.publicKey().equals(ca.publicKey())
                        && twin.subject().sameDer(ca.subject()));
    }

    private static void warn(BundleCertificate c, List<PathObstacle> obstacles, Findings findings) {
        String found = PathObstacle.found(obstacles);
        findings.add(c.warning(Rule.CA_4)
                .found(found)
                .allowed("a path length that leaves room for leaves below every CA")
                .because(
                        "Temporal Cloud rejects every leaf that " + c.name() + " issues: " + found + ".",
                        PathObstacle.remedy(obstacles)));
    }
}
