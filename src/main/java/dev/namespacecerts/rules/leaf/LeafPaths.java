package dev.namespacecerts.rules.leaf;

import dev.namespacecerts.rules.path.Chains;
import dev.namespacecerts.rules.path.PathSearch;
import dev.namespacecerts.rules.path.Purpose;
import dev.namespacecerts.x509.Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The paths from one leaf to roots of the bundle. The verdict needs one path that is valid now. Warnings, which few
 * leaves get, need all paths that are valid at some time before the leaf expires. They have separate limits, so that no
 * verdict depends on them.
 */
final class LeafPaths {
    private final Certificate leaf;
    private final Chains chains;
    private final Supplier<Chains> chainsWithIgnored;
    private final Instant now;
    private final Allowance allowance;
    private final PathSearch.Result first;
    private List<LeafPath> all;

    /** Remaining signature checks for Warnings and for messages, shared by all clients of a bundle. */
    static final class Allowance {
        private int left;

        Allowance(int checks) {
            left = checks;
        }

        int left() {
            return left;
        }

        void use(int checks) {
            left -= checks;
        }

        /** Whether, after more checks, less is left than one client may use, so that its messages may depend on it. */
        boolean isNearlyUsedUp(int more) {
            return left - more < Chains.MOST_CHECKS;
        }
    }

    /** @param chainsWithIgnored the chains if also those blocks of {@code tls.crt} counted that Go ignores */
    LeafPaths(Certificate leaf, Chains chains, Supplier<Chains> chainsWithIgnored, Instant now, Allowance allowance) {
        this.leaf = leaf;
        this.chains = chains;
        this.chainsWithIgnored = chainsWithIgnored;
        this.now = now;
        this.allowance = allowance;
        chains.explainAtMost(allowance.left);
        this.first = PathSearch.first(chains, Purpose.client(now), leaf);
    }

    /** Result of the search for one path that is valid now. */
    PathSearch.Result first() {
        return first;
    }

    /** A path that would hold now if no block was ignored; empty for none, and where that cannot be afforded. */
    List<Certificate> withIgnored() {
        if (allowance.left <= 0) {
            return List.of();
        }
        Chains more = chainsWithIgnored.get();
        more.explainAtMost(allowance.left);
        PathSearch.Result result = PathSearch.first(more, Purpose.client(now), leaf);
        allowance.use(more.checks() + more.explanations());
        return result.holds() ? result.path() : List.of();
    }

    /**
     * Number of signature checks for the verdict. Charges those for messages to the allowance. Call it after all rules.
     */
    int checks() {
        allowance.use(chains.explanations());
        return chains.checks();
    }

    /** All paths that are valid at some time from now until the leaf expires; empty if a limit was reached. */
    List<LeafPath> all() {
        if (all == null) {
            Chains anew = chains.limitedAnew();
            all = allowance.left <= 0
                    ? List.of()
                    : PathSearch.all(anew, Purpose.clientAtAnyTime(), leaf).stream()
                            .map(LeafPath::new)
                            .filter(path ->
                                    !path.end().isBefore(now) && !path.begin().isAfter(leaf.notAfter()))
                            .toList();
            allowance.use(anew.checks());
        }
        return all;
    }

    /** The path that is valid now and expires last. */
    LeafPath longest() {
        return all().stream()
                .filter(path -> !path.begin().isAfter(now))
                .max(Comparator.comparing(LeafPath::end))
                .orElseGet(() -> new LeafPath(first.path()));
    }

    /**
     * Until when the leaf has a valid path without interruption. When one path expires, another may continue, for
     * example that of a renewed CA.
     */
    Instant end() {
        Instant end = now;
        for (LeafPath next = longest(); next != null; next = successor(end)) {
            end = next.end();
        }
        return end;
    }

    /** A CA that expires at the given end of a path. */
    Certificate expiringAt(Instant end) {
        return Stream.concat(all().stream(), Stream.of(new LeafPath(first.path())))
                .flatMap(path -> path.authorities().stream())
                .filter(ca -> ca.notAfter().equals(end))
                .findFirst()
                .orElseThrow();
    }

    /**
     * The path that expires last among those that are valid when another expires; null if none lasts longer than that.
     */
    private LeafPath successor(Instant end) {
        return all().stream()
                .filter(path ->
                        !path.begin().isAfter(end.plusSeconds(1)) && path.end().isAfter(end))
                .max(Comparator.comparing(LeafPath::end))
                .orElse(null);
    }

    /**
     * Whether a certificate may have issued the leaf: its subject is the leaf's issuer, and no check found that another
     * key signed the leaf.
     */
    boolean mayHaveIssuedTheLeaf(Certificate certificate) {
        return certificate.subject().sameDer(leaf.issuer()) && chains.mayHaveSigned(certificate, leaf);
    }
}
