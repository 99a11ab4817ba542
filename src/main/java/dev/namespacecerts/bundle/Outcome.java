package dev.namespacecerts.bundle;

import dev.namespacecerts.filter.FilterVerdicts;
import dev.namespacecerts.issue.DemoOutcome;
import dev.namespacecerts.publish.Publication;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.rules.rotation.Retained;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one visit of a bundle found and did.
 *
 * @param issued empty where no demo certificates were asked for
 * @param publication empty where no publishing was asked for
 */
record Outcome(
        Judgement judgement,
        FilterVerdicts filters,
        Claim claim,
        Optional<DemoOutcome> issued,
        Optional<Publication> publication) {

    /** Everything that breaks a rule: Errors first, those of the certificates before those of what is done with them. */
    List<Violation> violations() {
        List<Violation> all = new ArrayList<>(judgement.verdict().folded());
        issued.ifPresent(demo -> all.addAll(demo.violations()));
        publication.flatMap(Publication::violation).ifPresent(all::add);
        all.sort(Comparator.comparing(Violation::severity));
        return all;
    }

    /** How many there are in truth. */
    int violationCount() {
        return judgement.verdict().foldedCount()
                + issued.map(demo -> demo.violations().size()).orElse(0)
                + (int) publication.flatMap(Publication::violation).stream().count();
    }

    /** The next instant after a time at which something changes by itself. */
    Optional<Instant> nextTransition(Instant now) {
        Stream<Instant> leaves = judgement.clients().stream().flatMap(client -> client.nextTransition().stream());
        Stream<Instant> deadlines = judgement.retained().stream().map(Retained::deadline);
        Stream<Instant> rotation =
                publication
                        .filter(Publication::done)
                        .flatMap(done -> judgement.succession().next())
                        .stream();
        Stream<Instant> demo = issued.flatMap(DemoOutcome::next).stream();
        return Stream.of(judgement.verdict().nextTransition().stream(), leaves, deadlines, rotation, demo)
                .flatMap(instants -> instants)
                .filter(instant -> instant.isAfter(now))
                .min(Instant::compareTo);
    }
}
