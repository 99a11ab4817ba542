package dev.namespacecerts.publish;

import dev.namespacecerts.api.v1alpha1.PublishedObject;
import dev.namespacecerts.evaluate.ConditionTypes;
import dev.namespacecerts.evaluate.Obstacle;
import dev.namespacecerts.evaluate.PublishStep;
import dev.namespacecerts.evaluate.StepResult;
import dev.namespacecerts.rules.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What became of publishing, as the condition Published tells it.
 *
 * @param done whether what is valid stands where it was asked for
 * @param reason in CamelCase
 * @param stalled whether only a user can mend it
 * @param retry whether to try again soon, since nothing will tell when it can be done
 * @param violation of PUB-1 or PUB-2
 * @param object what was published last, or null
 */
public record Publication(
        boolean done,
        String reason,
        String message,
        boolean stalled,
        boolean retry,
        Optional<Violation> violation,
        PublishedObject object) {

    private static final String CONTESTED = "Contested";

    /** Poll interval for changes that no watch reports, such as of someone else's Secret. */
    private static final Duration RETRY = Duration.ofSeconds(10);

    /** What the status says of it. */
    public PublishStep step(Instant now) {
        return new PublishStep(
                object,
                written(),
                new StepResult(
                        ConditionTypes.PUBLISHED,
                        done,
                        reason,
                        message,
                        done
                                ? Optional.empty()
                                : Optional.of(new Obstacle("NotPublished", reason + ": " + message, stalled)),
                        violation.stream().toList(),
                        retry ? Optional.of(now.plus(RETRY)) : Optional.empty()));
    }

    /** Whether what is valid was written, be it that someone else keeps writing there, too. */
    public boolean written() {
        return done || reason.equals(CONTESTED);
    }

    static Publication done(String message, PublishedObject object) {
        return new Publication(true, "Published", message, false, false, Optional.empty(), object);
    }

    /** The same, where what was published before may not be removed. */
    Publication leaving(List<Target> left, boolean tryAgain) {
        String names = left.stream().map(Target::toString).collect(Collectors.joining(", "));
        return new Publication(
                done,
                reason,
                message + " The operator is not allowed to delete what it published before: " + names + ". Delete it.",
                stalled,
                tryAgain,
                violation,
                object);
    }

    /** The same, where an object that held a public CA was deleted. */
    Publication withdrawn(Target deleted) {
        return new Publication(
                false,
                "WellKnownAuthority",
                message + " " + deleted
                        + " was deleted because it held a public CA, which may not be published. Pods that mount"
                        + " it keep their copy: restart them.",
                stalled,
                retry,
                violation,
                null);
    }

    static Publication refused(String reason, Violation violation, boolean retry, PublishedObject before) {
        return new Publication(
                false,
                reason,
                violation.rule().id() + ": " + violation.message() + " " + violation.remedy(),
                true,
                retry,
                Optional.of(violation),
                before);
    }

    static Publication held(String reason, String message, boolean stalled, PublishedObject before) {
        return new Publication(false, reason, message, stalled, false, Optional.empty(), before);
    }

    /** It was written, and someone else keeps writing it, too. */
    static Publication contested(Target target, PublishedObject object) {
        return new Publication(
                false,
                CONTESTED,
                target
                        + " was changed by another writer five times within a minute. The operator restored it each time,"
                        + " so servers may read either content. Stop the other writer: see metadata.managedFields.",
                true,
                true,
                Optional.empty(),
                object);
    }

    static Publication later(String reason, String message, PublishedObject before) {
        return new Publication(false, reason, message, false, true, Optional.empty(), before);
    }
}
