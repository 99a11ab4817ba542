package dev.namespacecerts.evaluate;

import dev.namespacecerts.rules.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The part of a bundle's status that results from a step that writes objects, such as issuing or publishing.
 *
 * @param condition type of the step's condition
 * @param done status of that condition
 * @param reason of that condition, in CamelCase
 * @param message of that condition
 * @param obstacle why the step prevents the bundle from being ready
 * @param violations of rules about this step
 * @param again when to reconcile the bundle again if no event arrives
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

    /** A copy with another reason and a longer message. */
    StepResult with(String otherReason, String more) {
        return new StepResult(condition, done, otherReason, message + more, obstacle, violations, again);
    }
}
