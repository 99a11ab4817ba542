package dev.namespacecerts.bundle;

import dev.namespacecerts.filter.FilterVerdicts;
import dev.namespacecerts.rules.BundleVerdict;
import dev.namespacecerts.rules.leaf.LeafVerdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What one visit of a bundle found and did. */
record Outcome(BundleVerdict verdict, FilterVerdicts filters, Claim claim, List<LeafVerdict> clients) {

    /** The next instant after a time at which something changes by itself. */
    Optional<Instant> nextTransition(Instant now) {
        Stream<Instant> leaves = clients.stream()
                .flatMap(client -> client.certificate().stream())
                .flatMap(leaf -> Stream.of(leaf.notBefore(), leaf.notAfter().plusSeconds(1)));
        return Stream.concat(verdict.nextTransition().stream(), leaves)
                .filter(instant -> instant.isAfter(now))
                .min(Instant::compareTo);
    }
}
