package dev.namespacecerts.cloud;

import dev.namespacecerts.api.v1alpha1.CloudSpec;
import dev.namespacecerts.api.v1alpha1.CloudStatus;
import dev.namespacecerts.api.v1alpha1.CloudStatus.CloudOperation;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.evaluate.CloudEvaluation;
import dev.namespacecerts.evaluate.CloudReport;
import dev.namespacecerts.evaluate.CloudStep;
import dev.namespacecerts.evaluate.ConditionTypes;
import dev.namespacecerts.evaluate.Conditions;
import dev.namespacecerts.evaluate.Obstacle;
import dev.namespacecerts.evaluate.StepResult;
import dev.namespacecerts.evaluate.SyncRecord;
import dev.namespacecerts.rules.Wording;
import dev.namespacecerts.rules.rotation.RetainedCa;
import dev.namespacecerts.seal.Seals;
import dev.namespacecerts.sync.Hold;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes the part of a bundle's status that is about Temporal Cloud. */
final class SyncSteps {
    private static final String SYNCHRONIZED = "Synchronized";

    private final Seals seals;

    SyncSteps(Seals seals) {
        this.seals = seals;
    }

    /** The condition Synchronized of a bundle's present status, if it is True. */
    static Optional<Condition> condition(NamespaceCertificateBundle bundle) {
        return Optional.ofNullable(bundle.getStatus())
                .flatMap(status -> Conditions.find(status.conditions(), ConditionTypes.SYNCHRONIZED))
                .filter(condition -> "True".equals(condition.getStatus()));
    }

    /** What an Event tells. */
    static Condition event(String reason, boolean good, String message) {
        return new ConditionBuilder()
                .withType(ConditionTypes.SYNCHRONIZED)
                .withStatus(good ? "True" : "False")
                .withReason(reason)
                .withMessage(message)
                .build();
    }

    /**
     * The step while the Temporal Cloud Namespace was not read yet, or is not read.
     *
     * @param unchanged whether the present status still counts
     */
    CloudStep unread(
            NamespaceCertificateBundle bundle,
            Hold hold,
            boolean unchanged,
            SyncRecord record,
            Optional<Instant> keyExpiry,
            Optional<Instant> again,
            Instant now) {
        CloudStatus before =
                bundle.getStatus() == null ? null : bundle.getStatus().cloud();
        CloudStatus status = CloudReport.previous(bundle, before, record, keyExpiry, seals, now);
        Optional<Condition> shown = unchanged ? condition(bundle) : Optional.empty();
        return shown.map(condition ->
                        new CloudStep(status, result(true, condition.getReason(), condition.getMessage(), null, again)))
                .orElseGet(() -> new CloudStep(status, result(bundle, hold, again)));
    }

    /**
     * The step after the Temporal Cloud Namespace was read.
     *
     * @param hold why they are not in step; empty if they are
     * @param running the operation in progress; null for none
     */
    CloudStep of(
            NamespaceCertificateBundle bundle,
            CloudEvaluation evaluation,
            Optional<Hold> hold,
            Session.Running running,
            Optional<Instant> keyExpiry,
            Optional<Instant> again,
            Instant now) {
        String since = hold.isPresent() ? null : since(bundle, evaluation, now);
        CloudStatus status = CloudReport.of(
                bundle,
                evaluation,
                Optional.ofNullable(running)
                        .map(operation -> new CloudOperation(operation.id(), CloudReport.text(operation.since()))),
                since,
                keyExpiry,
                seals,
                now);
        List<RetainedCa> retained = evaluation.retained();
        Optional<Instant> next = Stream.concat(again.stream(), retained.stream().map(RetainedCa::deadline))
                .min(Instant::compareTo);
        return new CloudStep(
                status,
                hold.map(why -> result(bundle, why, next))
                        .orElseGet(() -> result(true, SYNCHRONIZED, inStep(evaluation, keyExpiry, now), null, next)));
    }

    private static String inStep(CloudEvaluation evaluation, Optional<Instant> keyExpiry, Instant now) {
        int filters = evaluation.wanted().filters().size();
        StringBuilder message = new StringBuilder("The Temporal Cloud Namespace has the ")
                .append(Wording.count(evaluation.wanted().cas().size(), "CA"))
                .append(" and ")
                .append(
                        filters == 0
                                ? "no filter, as the bundle says"
                                : Wording.count(filters, "filter") + " of the bundle")
                .append(".");
        List<RetainedCa> retained = evaluation.retained();
        if (!retained.isEmpty()) {
            message.append(" ")
                    .append(Wording.count(
                            retained.size(), "CA that left the bundle stays", "CAs that left the bundle stay"))
                    .append(" there until no client needs ")
                    .append(retained.size() == 1 ? "it" : "them")
                    .append(retained.stream()
                            .flatMap(ca -> ca.waitingFor().stream())
                            .findFirst()
                            .map(secret -> " (Secret \"" + secret + "\")")
                            .orElse(""))
                    .append(", at most until ")
                    .append(retained.stream()
                            .map(RetainedCa::deadline)
                            .max(Instant::compareTo)
                            .orElseThrow())
                    .append(".");
        }
        keyExpiry
                .filter(end -> KeyExpiries.isNear(end, now))
                .ifPresent(end -> message.append(" The API key of the connection expires at ")
                        .append(end)
                        .append(": create another one, and write it into the Secret."));
        return message.toString();
    }

    /** When both were first found in step, with the present content. */
    private static String since(NamespaceCertificateBundle bundle, CloudEvaluation evaluation, Instant now) {
        String content = CloudEvaluation.content(bundle, evaluation.wanted());
        return Optional.ofNullable(bundle.getStatus())
                .flatMap(status -> Optional.ofNullable(status.cloud()))
                .filter(cloud -> cloud.synchronizedAt() != null
                        && cloud.record() != null
                        && content.equals(cloud.record().agreed()))
                .map(CloudStatus::synchronizedAt)
                .orElseGet(() -> CloudReport.text(now));
    }

    /** In mode Observe a difference does not keep the bundle from being ready. */
    private static StepResult result(NamespaceCertificateBundle bundle, Hold hold, Optional<Instant> again) {
        boolean counts = bundle.getSpec().cloud().mode() == CloudSpec.Mode.Sync;
        Obstacle obstacle =
                counts ? new Obstacle("NotSynchronized", hold.reason() + ": " + hold.message(), hold.stalled()) : null;
        return result(false, hold.reason(), hold.message(), obstacle, again);
    }

    private static StepResult result(
            boolean done, String reason, String message, Obstacle obstacle, Optional<Instant> again) {
        return new StepResult(
                ConditionTypes.SYNCHRONIZED, done, reason, message, Optional.ofNullable(obstacle), List.of(), again);
    }
}
