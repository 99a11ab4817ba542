package dev.namespacecerts.evaluate;

import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.rules.rotation.RetainedCa;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The verdict on a bundle, and what was done with it.
 *
 * @param demo empty where no demo certificates were asked for
 * @param publication empty where no publishing was asked for
 */
public record Outcome(
        BundleObjects objects, Judgement judgement, Optional<DemoStep> demo, Optional<PublishStep> publication) {

    /** The steps that act, in the order of their conditions. */
    List<StepResult> steps() {
        return Stream.of(demo.map(DemoStep::result), publication.map(this::published))
                .flatMap(Optional::stream)
                .toList();
    }

    private StepResult published(PublishStep step) {
        boolean done = step.result().done();
        boolean settling = done && !judgement.succession().leaving().isEmpty();
        return step.result().with(settling ? "Settling" : step.result().reason(), Rotation.message(judgement, done));
    }

    /** Everything that breaks a rule: Errors first, those of the certificates before those of what is done with them. */
    public List<Violation> violations() {
        List<Violation> all = new ArrayList<>(judgement.verdict().folded());
        steps().forEach(step -> all.addAll(step.violations()));
        all.sort(Comparator.comparing(Violation::severity));
        return all;
    }

    /** How many violations there are, those included that {@link #violations} leaves out. */
    int violationCount() {
        return judgement.verdict().foldedCount()
                + steps().stream().mapToInt(step -> step.violations().size()).sum();
    }

    /** The next instant after a time at which something changes by itself, or is tried again. */
    public Optional<Instant> next(Instant now) {
        Stream<Instant> leaves = judgement.clients().stream().flatMap(client -> client.nextTransition().stream());
        Stream<Instant> deadlines = judgement.retained().stream().map(RetainedCa::deadline);
        Stream<Instant> rotation =
                publication
                        .filter(step -> step.result().done())
                        .flatMap(done -> judgement.succession().next())
                        .stream();
        Stream<Instant> steps = steps().stream().flatMap(step -> step.again().stream());
        return Stream.of(judgement.verdict().nextTransition().stream(), leaves, deadlines, rotation, steps)
                .flatMap(instants -> instants)
                .filter(instant -> instant.isAfter(now))
                .min(Instant::compareTo);
    }
}
