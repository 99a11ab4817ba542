package dev.namespacecerts.publish;

import dev.namespacecerts.api.v1alpha1.PublishedObject;
import dev.namespacecerts.evaluate.ConditionTypes;
import dev.namespacecerts.evaluate.Notice;
import dev.namespacecerts.evaluate.Obstacle;
import dev.namespacecerts.evaluate.PublishStep;
import dev.namespacecerts.evaluate.StepResult;
import dev.namespacecerts.rules.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Result of publishing, for the condition Published.
 *
 * @param done whether the target has the valid bundle
 * @param reason in CamelCase
 * @param stalled whether it requires user action
 * @param retry whether to try again soon, because no watch reports when it becomes possible
 * @param violation of PUB-1 or PUB-2
 * @param object the last published object, or null
 * @param restored the change of another writer that was reverted
 */
public record Publication(
        boolean done,
        String reason,
        String message,
        boolean stalled,
        boolean retry,
        Optional<Violation> violation,
        PublishedObject object,
        Optional<Notice> restored) {

    Publication(
            boolean done,
            String reason,
            String message,
            boolean stalled,
            boolean retry,
            Optional<Violation> violation,
            PublishedObject object) {
        this(done, reason, message, stalled, retry, violation, object, Optional.empty());
    }

    /** A copy for a target that another writer had changed. */
    Publication restoring(Target target) {
        Notice notice = new Notice(
                ConditionTypes.PUBLISHED,
                false,
                "TargetRestored",
                target + " was changed by another writer. It was restored to " + object.digest() + ".");
        return new Publication(done, reason, message, stalled, retry, violation, object, Optional.of(notice));
    }

    private static final String CONTESTED = "Contested";

    /** The result for the status. */
    public PublishStep step(Instant now) {
        return new PublishStep(
                object,
                written(),
                restored.stream().toList(),
                new StepResult(
                        ConditionTypes.PUBLISHED,
                        done,
                        reason,
                        message,
                        done
                                ? Optional.empty()
                                : Optional.of(new Obstacle("NotPublished", reason + ": " + message, stalled)),
                        violation.stream().toList(),
                        retry ? Optional.of(now.plus(StepResult.RETRY)) : Optional.empty()));
    }

    /** Whether the valid bundle was written, even if another writer also writes to the target. */
    public boolean written() {
        return done || reason.equals(CONTESTED);
    }

    static Publication done(String message, PublishedObject object) {
        return new Publication(true, "Published", message, false, false, Optional.empty(), object);
    }

    /** A copy for earlier targets that the operator may not delete. */
    Publication leaving(List<Target> left, boolean tryAgain) {
        String names = left.stream().map(Target::toString).collect(Collectors.joining(", "));
        return new Publication(
                done,
                reason,
                message + " The operator is not allowed to delete what it published before: " + names + ". Delete it.",
                stalled,
                tryAgain,
                violation,
                object,
                restored);
    }

    /** A copy for a target with a public CA that was deleted. */
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

    /** The target was written, and another writer also writes to it. */
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
