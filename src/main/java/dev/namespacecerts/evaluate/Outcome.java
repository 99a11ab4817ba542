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
 * The verdict on a bundle, and the results of issuing and publishing.
 *
 * @param demo empty if the spec has no demo
 * @param publication empty if the spec has no publish
 * @param cloud empty if the spec has no cloud
 */
public record Outcome(
        BundleObjects objects,
        Judgement judgement,
        Optional<DemoStep> demo,
        Optional<PublishStep> publication,
        Optional<CloudStep> cloud) {

    /** The steps that write objects, in the order of their conditions. */
    List<StepResult> steps() {
        return Stream.of(demo.map(DemoStep::result), publication.map(this::published), cloud.map(CloudStep::result))
                .flatMap(Optional::stream)
                .toList();
    }

    private StepResult published(PublishStep step) {
        boolean done = step.result().done();
        boolean settling = done && !judgement.succession().leaving().isEmpty();
        return step.result().with(settling ? "Settling" : step.result().reason(), Rotation.message(judgement, done));
    }

    /** All violations: Errors first, and those of certificates before those of issuing and publishing. */
    public List<Violation> violations() {
        List<Violation> all = new ArrayList<>(judgement.verdict().folded());
        steps().forEach(step -> all.addAll(step.violations()));
        all.sort(Comparator.comparing(Violation::severity));
        return all;
    }

    /** Number of all violations, including those that {@link #violations} leaves out. */
    int violationCount() {
        return judgement.verdict().foldedCount()
                + steps().stream().mapToInt(step -> step.violations().size()).sum();
    }

    /**
     * The next instant after a time at which the status changes without an event, or at which a failed step is retried.
     */
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
