package dev.namespacecerts.issue;

import static dev.namespacecerts.rules.Wording.count;

import dev.namespacecerts.api.v1alpha1.DemoStatus;
import dev.namespacecerts.evaluate.ConditionTypes;
import dev.namespacecerts.evaluate.DemoStep;
import dev.namespacecerts.evaluate.Obstacle;
import dev.namespacecerts.evaluate.StepResult;
import dev.namespacecerts.evaluate.ViolationReport;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.x509.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Result of issuing demo certificates for a bundle.
 *
 * @param roots the demo roots to include in the bundle, the current one last; empty if there is none yet
 * @param status the demo part of the status
 * @param violations of DEMO-1
 * @param obstacle why certificates cannot be issued
 * @param missing names of the Secrets whose certificates are still to be issued
 * @param soon whether to reconcile again at once for the pending ones
 * @param settled when leaves of the previous root are replaced; they wait until servers have loaded the new root
 * @param next when the next certificate is due
 */
public record DemoOutcome(
        List<Certificate> roots,
        DemoStatus status,
        List<Violation> violations,
        Optional<Refusal> obstacle,
        List<String> missing,
        boolean soon,
        Optional<Instant> settled,
        Optional<Instant> next) {

    /** Delay before the next certificates are issued, so that other bundles get a turn. */
    private static final Duration SOON = Duration.ofMillis(20);

    /** Number of certificates that are still to be issued. */
    int pending() {
        return missing.size();
    }

    /** The result for the status. */
    public DemoStep step(Instant now) {
        return new DemoStep(roots, pending() > 0, status, result(now));
    }

    private StepResult result(Instant now) {
        if (obstacle.isPresent()) {
            return failed("NotIssued", obstacle.get().reason(), obstacle.get().message(), true, now);
        }
        if (!violations.isEmpty()) {
            return failed("NotIssued", "SecretNotOwned", notOwned(), true, now);
        }
        if (pending() > 0) {
            return failed("Issuing", "Issuing", issuing(), false, now);
        }
        int leaves = status.leaves() == null ? 0 : status.leaves().size();
        return new StepResult(
                ConditionTypes.DEMO_ISSUED,
                true,
                settled.isPresent() ? "Settling" : "Issued",
                "NOT FOR PRODUCTION: a demo authority and " + count(leaves, "leaf", "leaves") + " are issued."
                        + settled.map(at -> " Leaves issued by the previous demo root are replaced at " + at
                                        + ", so that servers load the new root first.")
                                .orElse(""),
                Optional.empty(),
                violations,
                again(now));
    }

    /** @param ready the reason of Ready */
    private StepResult failed(String ready, String reason, String message, boolean stalled, Instant now) {
        return new StepResult(
                ConditionTypes.DEMO_ISSUED,
                false,
                reason,
                message,
                Optional.of(new Obstacle(ready, message, stalled)),
                violations,
                again(now));
    }

    private Optional<Instant> again(Instant now) {
        if (soon) {
            return Optional.of(now.plus(SOON));
        }
        return pending() > 0 || !violations.isEmpty() ? Optional.of(now.plus(StepResult.RETRY)) : next;
    }

    private String issuing() {
        return pending() == 1
                ? "The demo certificate of Secret \"" + missing.get(0)
                        + "\" is not issued yet. The operator is issuing it; no user action is needed."
                : pending()
                        + " demo certificates are not issued yet. The operator is issuing them; no user action is needed.";
    }

    private String notOwned() {
        int others = violations.size() - 1;
        return ViolationReport.sentence(violations.get(0))
                + (others == 0 ? "" : " And " + count(others, "more") + ": see violations.");
    }

    /**
     * Reason why certificates cannot be issued.
     *
     * @param reason in CamelCase
     */
    public record Refusal(String reason, String message) {}

    /** Nothing could be done yet; existing certificates stay. */
    static DemoOutcome waiting(List<Certificate> standing, DemoStatus before, List<String> missing) {
        return new DemoOutcome(
                standing, before, List.of(), Optional.empty(), missing, true, Optional.empty(), Optional.empty());
    }

    /** A Secret is not owned by the bundle; existing certificates stay. */
    static DemoOutcome refused(List<Certificate> standing, DemoStatus before, Violation violation) {
        return new DemoOutcome(
                standing,
                before,
                List.of(violation),
                Optional.empty(),
                List.of(),
                false,
                Optional.empty(),
                Optional.empty());
    }

    /** Nothing can be done until the next attempt; existing certificates stay. */
    static DemoOutcome impossible(
            List<Certificate> standing, DemoStatus before, Refusal obstacle, Optional<Instant> again) {
        return new DemoOutcome(
                standing, before, List.of(), Optional.of(obstacle), List.of(), false, Optional.empty(), again);
    }
}
