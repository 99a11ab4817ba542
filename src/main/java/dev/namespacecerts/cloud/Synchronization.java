package dev.namespacecerts.cloud;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.evaluate.BundleObjects;
import dev.namespacecerts.evaluate.CloudEvaluation;
import dev.namespacecerts.evaluate.CloudStep;
import dev.namespacecerts.evaluate.Judgement;
import dev.namespacecerts.evaluate.SyncRecord;
import dev.namespacecerts.sync.Change;
import dev.namespacecerts.sync.Hold;
import dev.namespacecerts.sync.SyncLimits;
import dev.namespacecerts.sync.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Compares a bundle with its Temporal Cloud Namespace, and decides what is called and reported. */
final class Synchronization {
    private static final Duration SPREAD = Duration.ofMinutes(1);
    private static final int MOST_UNDONE = 3;

    private final Connections connections;
    private final NamespaceCalls calls;
    private final Withdrawal withdrawal;
    private final NextCall next;
    private final KeyExpiries keys;
    private final SyncSteps steps;
    private final Retries retries;

    Synchronization(
            Connections connections,
            NamespaceCalls calls,
            Withdrawal withdrawal,
            NextCall next,
            KeyExpiries keys,
            SyncSteps steps,
            Retries retries) {
        this.connections = connections;
        this.calls = calls;
        this.withdrawal = withdrawal;
        this.next = next;
        this.keys = keys;
        this.steps = steps;
        this.retries = retries;
    }

    /** Makes at most one call, and reports what is known. */
    CloudStep step(BundleObjects objects, Judgement judgement, SyncRecord last, Session session, Instant now) {
        NamespaceCertificateBundle bundle = objects.bundle();
        Wanted wanted = CloudEvaluation.wanted(bundle, judgement);
        String content = CloudEvaluation.content(bundle, wanted);
        if (session.intend(content + wanted.hold().map(Hold::reason).orElse(""))) {
            withdrawal.withdraw(session);
        }
        SyncRecord record = session.addTo(last);
        if (session.there == null) {
            boolean waits = isCurrent(bundle, last, content);
            if (session.nextRead == null) {
                session.nextRead = waits ? now.plus(retries.part(SPREAD)) : now;
            }
            next.make(session, bundle, Optional.empty(), !waits || !now.isBefore(session.nextRead), now);
            Optional<Hold> problem = problem(session, bundle, now);
            return steps.unread(
                    bundle,
                    problem.orElseGet(CloudConditions::reading),
                    waits && problem.isEmpty(),
                    record,
                    keys.of(connections.name(bundle)),
                    session.wakeUp(!waits, now),
                    now);
        }
        CloudEvaluation evaluation =
                CloudEvaluation.of(objects, wanted, session.there, record, SyncLimits.today(), now);
        Optional<Instant> contested = Optional.empty();
        Optional<Change> change = Optional.empty();
        if (session.isCurrent()) {
            evaluation = evaluation.with(session.noticeUndone(last, evaluation, content, now));
            contested = contestedUntil(evaluation, now);
            change =
                    contested.isPresent() ? Optional.empty() : evaluation.plan().change();
            settle(session, evaluation);
            if (session.unseen
                    && change.filter(same -> same.digest().equals(session.fulfilled))
                            .isPresent()) {
                calls.hadNoEffect(session, now);
            }
            session.unseen = false;
        }
        next.make(session, bundle, change, session.stale || !now.isBefore(session.nextRead), now);
        if (session.calling && session.mayBeThere()) {
            evaluation = evaluation.with(evaluation.record().sending(session.sent));
        }
        Optional<Hold> hold = hold(session, evaluation, contested, bundle, now);
        if (hold.isEmpty()) {
            session.lastSuccess = session.there.readAt();
        }
        return steps.of(
                bundle,
                evaluation,
                hold,
                session.running,
                keys.of(connections.name(bundle)),
                Stream.concat(session.wakeUp(session.stale || change.isPresent(), now).stream(), contested.stream())
                        .min(Instant::compareTo),
                now);
    }

    /** Forgets what the last reading has made superfluous. */
    private void settle(Session session, CloudEvaluation evaluation) {
        if (session.there.isChanging()) {
            return;
        }
        if (session.doubtful == null) {
            session.sent = null;
        }
        if (evaluation.plan().change().isEmpty()) {
            session.there = session.there.without(evaluation.wanted().fingerprints());
            session.message = null;
            session.sent = null;
            session.fulfilled = null;
            session.failure =
                    session.failure != null && session.failure.call() == Session.Call.UPDATE ? null : session.failure;
            if (session.doubtful != null) {
                withdrawal.settled(session);
            }
        }
    }

    /** Why they are not in step; empty if they are. */
    private Optional<Hold> hold(
            Session session,
            CloudEvaluation evaluation,
            Optional<Instant> contested,
            NamespaceCertificateBundle bundle,
            Instant now) {
        Optional<Hold> problem = problem(session, bundle, now);
        if (problem.isPresent()) {
            return problem;
        }
        if (contested.isPresent()) {
            return contested.map(CloudConditions::contested);
        }
        if (session.sent != null) {
            return Optional.of(CloudConditions.changing(session.sent));
        }
        if (session.stale) {
            return Optional.of(CloudConditions.reading());
        }
        return CloudConditions.of(evaluation.plan());
    }

    private Optional<Hold> problem(Session session, NamespaceCertificateBundle bundle, Instant now) {
        return CloudConditions.of(
                session, connections.name(bundle), bundle.getSpec().temporalNamespace(), now);
    }

    private static Optional<Instant> contestedUntil(CloudEvaluation evaluation, Instant now) {
        List<Instant> undone = evaluation.record().undone();
        return undone.size() < MOST_UNDONE || evaluation.plan().change().isEmpty()
                ? Optional.empty()
                : Optional.of(undone.get(undone.size() - MOST_UNDONE).plus(SyncRecord.MEMORY))
                        .filter(now::isBefore);
    }

    /** Whether the status says that both agreed on the present content: the first read after a start may wait a little. */
    private static boolean isCurrent(NamespaceCertificateBundle bundle, SyncRecord last, String content) {
        return last.agreed().equals(content) && SyncSteps.condition(bundle).isPresent();
    }
}
