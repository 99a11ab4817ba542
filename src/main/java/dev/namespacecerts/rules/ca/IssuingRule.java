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
 * CA-4, as a warning: a CA whose own path holds, but not with a leaf below it. A path length of 0 counts the CAs between a
 * root and a leaf, so it allows the root of that path to issue leaves and no intermediate (RFC 5280 section 4.2.1.9).
 */
final class IssuingRule implements BundleRule {
    @Override
    public void judge(Bundle bundle, Findings findings) {
        boolean limited = bundle.certificates().stream()
                .flatMap(c -> c.certificate().basicConstraints().stream())
                .anyMatch(constraints -> constraints.pathLength().isPresent());
        if (!limited || bundle.chains().limitReached()) {
            return;
        }
        Chains chains = bundle.chains().limitedAnew(); // a warning must not use up what a verdict needs
        for (BundleCertificate c : bundle.certificates()) {
            PathSearch.Result issuing = PathSearch.first(chains, Purpose.issuer(), c.certificate());
            if (issuing.path().isEmpty()
                    && PathSearch.first(chains, Purpose.authority(), c.certificate())
                            .holds()
                    && !canIssueByATwin(c.certificate(), bundle, chains)
                    && !chains.limitReached()) {
                warn(c, issuing.obstacles(), findings);
            }
        }
    }

    /** Whether the same CA has another certificate, with which its leaves are accepted. */
    private static boolean canIssueByATwin(Certificate ca, Bundle bundle, Chains chains) {
        return bundle.certificates().stream()
                .map(BundleCertificate::certificate)
                .filter(twin ->
                        twin.subject().sameDer(ca.subject()) && twin.publicKey().equals(ca.publicKey()))
                .anyMatch(twin ->
                        !PathSearch.first(chains, Purpose.issuer(), twin).path().isEmpty());
    }

    private static void warn(BundleCertificate c, List<Obstacle> obstacles, Findings findings) {
        String found = obstacles.stream().map(Obstacle::what).collect(Collectors.joining("; "));
        findings.add(c.warning(Rule.CA_4)
                .found(found)
                .allowed("a path length that leaves room for leaves below every CA")
                .because(
                        "Temporal Cloud rejects every leaf that " + c.name() + " issues: " + found + ".",
                        obstacles.stream().map(Obstacle::remedy).distinct().collect(Collectors.joining(" "))));
    }
}
