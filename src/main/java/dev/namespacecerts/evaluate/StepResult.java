package dev.namespacecerts.evaluate;

import dev.namespacecerts.rules.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a step that acts on a bundle, such as issuing or publishing, adds to its status.
 *
 * @param condition type of the condition that reports it
 * @param done status of that condition
 * @param reason of that condition, in CamelCase
 * @param message of that condition
 * @param obstacle why the bundle is not ready because of it
 * @param violations of rules about this step
 * @param again when to reconcile the bundle again, should nothing happen meanwhile
 */
public record StepResult(
        String condition,
        boolean done,
        String reason,
        String message,
        Optional<Obstacle> obstacle,
        List<Violation> violations,
        Optional<Instant> again) {

    /** Poll interval for changes that no watch reports, such as of someone else's Secret. */
    public static final Duration RETRY = Duration.ofSeconds(10);

    /** The same step with another reason and more to say. */
    StepResult with(String otherReason, String more) {
        return new StepResult(condition, done, otherReason, message + more, obstacle, violations, again);
    }
}
