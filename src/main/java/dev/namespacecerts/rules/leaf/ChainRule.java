package dev.namespacecerts.rules.leaf;

import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.rules.path.Obstacle;
import dev.namespacecerts.rules.path.PathSearch;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * EE-7: with the intermediates that it presents, the leaf chains to a CA of the bundle, and the path from there to a root
 * holds. EE-8: within the path every certificate has a distinguished name of its own.
 */
final class ChainRule implements LeafRule {
    private static final String ALLOWED = "a complete chain to a CA of the bundle, by the rules of CA-3 and CA-4";

    @Override
    public void judge(Leaf leaf, Consumer<Violation> violations) {
        PathSearch.Result search = leaf.paths().first();
        if (search.limitReached()) {
            limitReached(leaf, violations);
            return;
        }
        if (!search.obstacles().isEmpty()) {
            broken(leaf, search, violations);
        }
        if (search.repeated() != null) {
            repeated(leaf, search, violations);
        }
    }

    private static void broken(Leaf leaf, PathSearch.Result search, Consumer<Violation> violations) {
        String found = search.obstacles().stream().map(Obstacle::what).collect(Collectors.joining("; "));
        violations.accept(leaf.error(Rule.EE_7)
                .found(found)
                .allowed(ALLOWED)
                .because(
                        "No valid chain from " + leaf.name() + " to a root of the bundle: " + found + ".",
                        search.obstacles().stream()
                                .map(Obstacle::remedy)
                                .distinct()
                                .collect(Collectors.joining(" "))));
    }

    private static void limitReached(Leaf leaf, Consumer<Violation> violations) {
        violations.accept(leaf.error(Rule.EE_7)
                .found("more than 100 signatures to check")
                .allowed(ALLOWED)
                .because(
                        leaf.name() + " has too many candidate issuers: more than 100 signatures would have to be"
                                + " checked.",
                        "Give each CA of the bundle a unique subject DN."));
    }

    private static void repeated(Leaf leaf, PathSearch.Result search, Consumer<Violation> violations) {
        String name = "\"" + search.repeated().subject() + "\"";
        violations.accept(leaf.error(Rule.EE_8)
                .found("the name " + name + " twice from leaf to root")
                .allowed("a unique subject DN for every certificate, without regard to case")
                .because(
                        "From " + leaf.name() + " to its root two certificates have the same subject DN " + name + ".",
                        "Reissue the leaf under a unique subject DN."));
    }
}
