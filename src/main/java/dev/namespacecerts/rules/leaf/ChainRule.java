package dev.namespacecerts.rules.leaf;

import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.rules.path.PathObstacle;
import dev.namespacecerts.rules.path.PathSearch;
import dev.namespacecerts.rules.path.RepeatedName;
import dev.namespacecerts.x509.Certificate;
import java.util.List;
import java.util.function.Consumer;

/**
 * EE-7: the leaf has a valid path to a root of the bundle, by way of the intermediates that the client presents and of
 * the bundle's CAs. EE-8: on this path, all subject DNs differ.
 */
final class ChainRule implements LeafRule {
    private static final String ALLOWED = "a valid chain to a root of the bundle";

    @Override
    public void judge(Leaf leaf, Consumer<Violation> violations) {
        PathSearch.Result search = leaf.paths().first();
        if (search.limitReached()) {
            limitReached(leaf, violations);
            return;
        }
        if (!search.obstacles().isEmpty()) {
            PresentedCertificate ignored = ignoredIssuer(leaf);
            if (ignored == null) {
                broken(leaf, search, violations);
            } else {
                broken(leaf, ignored, violations);
            }
        }
        if (search.repeated() != null) {
            repeated(leaf, search.repeated(), violations);
        }
    }

    private static void broken(Leaf leaf, PathSearch.Result search, Consumer<Violation> violations) {
        String found = PathObstacle.found(search.obstacles());
        violations.accept(leaf.error(Rule.EE_7)
                .found(found)
                .allowed(ALLOWED)
                .because(
                        "No valid chain from " + leaf.name() + " to a root of the bundle: " + found + ".",
                        PathObstacle.remedy(search.obstacles())));
    }

    /** The block that a chain lacks for its byte-order mark alone; null for none. */
    private static PresentedCertificate ignoredIssuer(Leaf leaf) {
        if (leaf.ignored().isEmpty()) {
            return null;
        }
        List<Certificate> path = leaf.paths().withIgnored();
        return leaf.ignored().stream()
                .filter(block -> path.contains(block.certificate()))
                .findFirst()
                .orElse(null);
    }

    private static void broken(Leaf leaf, PresentedCertificate ignored, Consumer<Violation> violations) {
        violations.accept(leaf.error(Rule.EE_7)
                .found("a byte-order mark before block " + ignored.position())
                .allowed(ALLOWED)
                .because(
                        "No valid chain from " + leaf.name() + " to a root of the bundle: block " + ignored.position()
                                + " of tls.crt, \"" + ignored.certificate().subject()
                                + "\", has a byte-order mark before its BEGIN line, so clients written in Go do not"
                                + " read it.",
                        LeafReader.removeMark(ignored.position())));
    }

    private static void limitReached(Leaf leaf, Consumer<Violation> violations) {
        violations.accept(leaf.error(Rule.EE_7)
                .found("more than 100 signature checks")
                .allowed(ALLOWED)
                .because(
                        leaf.name()
                                + " has too many candidate issuers. Temporal Cloud would exceed its limit of 100 signature"
                                + " checks.",
                        "Give each CA of the bundle a unique subject DN."));
    }

    private static void repeated(Leaf leaf, RepeatedName repeated, Consumer<Violation> violations) {
        violations.accept(leaf.error(Rule.EE_8)
                .found(repeated.found())
                .allowed(RepeatedName.ALLOWED)
                .because(repeated.message(leaf.certificate(), leaf.name()), repeated.remedy(leaf.certificate())));
    }
}
