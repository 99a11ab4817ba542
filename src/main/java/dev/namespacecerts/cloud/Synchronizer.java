package dev.namespacecerts.cloud;

import dev.namespacecerts.api.v1alpha1.GoDuration;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.cloud.Caller.Priority;
import dev.namespacecerts.evaluate.BundleObjects;
import dev.namespacecerts.evaluate.CloudEvaluation;
import dev.namespacecerts.evaluate.CloudStep;
import dev.namespacecerts.evaluate.Judgement;
import dev.namespacecerts.evaluate.SyncRecord;
import dev.namespacecerts.report.EventRecorder;
import dev.namespacecerts.seal.Seals;
import dev.namespacecerts.settings.Feature;
import dev.namespacecerts.sync.Change;
import dev.namespacecerts.sync.Hold;
import dev.namespacecerts.sync.SyncLimits;
import dev.namespacecerts.sync.Wanted;
import dev.namespacecerts.watch.Keys;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Keeps the Temporal Cloud Namespaces of bundles in step. A reconciliation makes at most one call, does not wait for its answer,
 * and reports what is known. The answer requests another reconciliation.
 */
public final class Synchronizer {
    private static final Duration CONNECTION_RETRY = Duration.ofSeconds(30);
    private static final Duration SPREAD = Duration.ofMinutes(1);
    private static final int MOST_UNDONE = 3;

    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final Connections connections;
    private final Progress progress;
    private final Release release;
    private final KeyExpiries keys;
    private final CloudMetrics metrics;
    private final Feature feature;
    private final SyncSteps steps;
    private final EventRecorder events;
    private final Retries retries;
    private Consumer<String> again = key -> {};

    public Synchronizer(
            Connections connections,
            CloudCalls calls,
            Feature feature,
            Seals seals,
            EventRecorder events,
            MeterRegistry registry,
            RandomGenerator random,
            Clock clock) {
        this.connections = connections;
        this.feature = feature;
        this.steps = new SyncSteps(seals);
        this.events = events;
        this.metrics = new CloudMetrics(registry, clock);
        this.retries = new Retries(random);
        this.progress = new Progress(calls, retries, registry, clock, key -> again.accept(key));
        this.release = new Release(connections, progress);
        this.keys = new KeyExpiries(calls, registry, clock, key -> again.accept(key));
    }

    /** @param wake requests the reconciliation of a bundle by its key */
    public void start(Consumer<String> wake) {
        again = wake;
    }

    /** The key of the Secret that a bundle names as its connection; empty if it names none. */
    public Optional<String> connection(NamespaceCertificateBundle bundle) {
        return Optional.ofNullable(bundle.getSpec().cloud()).map(cloud -> connections.name(bundle));
    }

    /** The Secret of a bundle's connection changed: what was refused before may succeed now. */
    public void connectionChanged(String bundleKey) {
        Session session = sessions.get(bundleKey);
        if (session != null) {
            synchronized (session) {
                session.connectionChanged();
            }
        }
    }

    /** Sends nothing more of what a bundle wanted, which is suspended. */
    public void suspend(String bundleKey) {
        Session session = sessions.get(bundleKey);
        if (session != null) {
            synchronized (session) {
                progress.withdraw(session);
            }
        }
    }

    /** Removes a deleted bundle. */
    public void forget(String bundleKey) {
        abandon(sessions.remove(bundleKey));
        metrics.forget(bundleKey);
        keys.forget(bundleKey);
    }

    /**
     * Takes the next step, and reports.
     *
     * @param last record of the operator's changes in the status
     * @return empty if the spec has no cloud
     */
    public Optional<CloudStep> synchronize(BundleObjects objects, Judgement judgement, SyncRecord last, Instant now) {
        NamespaceCertificateBundle bundle = objects.bundle();
        if (bundle.getSpec().cloud() == null) {
            forget(Keys.of(bundle));
            return Optional.empty();
        }
        Optional<Hold> closed = CloudConditions.closed(feature, objects.claim());
        if (closed.isPresent()) {
            forget(Keys.of(bundle));
            return Optional.of(
                    steps.unread(bundle, closed.get(), false, last, Optional.empty(), Optional.empty(), now));
        }
        Session session = session(bundle);
        synchronized (session) {
            CloudStep step = synchronize(objects, judgement, last, session, now);
            tell(bundle, session);
            metrics.update(bundle, step, session.lastSuccess);
            return Optional.of(step);
        }
    }

    /**
     * Removes from Temporal Cloud what the operator added for a bundle that is being deleted.
     *
     * @return when to continue, if no answer comes; empty if the deletion may go on
     */
    public Optional<Instant> release(BundleObjects objects, SyncRecord last, Instant now) {
        NamespaceCertificateBundle bundle = objects.bundle();
        if (feature == Feature.Disabled) {
            return Optional.empty();
        }
        Session session = session(bundle);
        synchronized (session) {
            Optional<Instant> next = release.step(session, objects, last, now);
            tell(bundle, session);
            return next;
        }
    }

    private Session session(NamespaceCertificateBundle bundle) {
        Session before = sessions.get(Keys.of(bundle));
        if (before != null && before.uid.equals(bundle.getMetadata().getUid())) {
            return before;
        }
        Session session = new Session(bundle.getMetadata().getUid());
        abandon(sessions.put(Keys.of(bundle), session)); // reconciliations of one bundle exclude each other
        return session;
    }

    private void abandon(Session session) {
        if (session != null) {
            synchronized (session) {
                progress.abandon(session);
            }
        }
    }

    /** Records an Event for each change that was made. */
    private void tell(NamespaceCertificateBundle bundle, Session session) {
        if (session.made != null) {
            events.record(
                    bundle, SyncSteps.event("CloudNamespaceChanged", true, "In Temporal Cloud: " + session.made + "."));
            session.made = null;
        }
        keys.warning(connections.name(bundle), session)
                .ifPresent(text -> events.record(bundle, SyncSteps.event("ApiKeyExpires", false, text)));
    }

    private CloudStep synchronize(
            BundleObjects objects, Judgement judgement, SyncRecord last, Session session, Instant now) {
        NamespaceCertificateBundle bundle = objects.bundle();
        Wanted wanted = CloudEvaluation.wanted(bundle, judgement);
        String content = CloudEvaluation.content(bundle, wanted);
        if (session.intend(content + wanted.hold().map(Hold::reason).orElse(""))) {
            progress.withdraw(session);
        }
        SyncRecord record = session.addTo(last);
        if (session.there == null) {
            boolean waits = isCurrent(bundle, last, content);
            if (session.nextRead == null) {
                session.nextRead = waits ? now.plus(retries.part(SPREAD)) : now;
            }
            next(session, bundle, Optional.empty(), !waits || !now.isBefore(session.nextRead), now);
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
                progress.hadNoEffect(session, now);
            }
            session.unseen = false;
        }
        next(session, bundle, change, session.stale || !now.isBefore(session.nextRead), now);
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
                progress.settled(session);
            }
        }
    }

    /** Makes the next call, if one is due. */
    private void next(
            Session session, NamespaceCertificateBundle bundle, Optional<Change> change, boolean read, Instant now) {
        boolean poll = session.running != null;
        if (session.calling || now.isBefore(session.from()) || (!poll && !read && change.isEmpty())) {
            return;
        }
        try {
            Connection connection = connections.of(bundle);
            session.hold = null;
            if (poll) {
                progress.poll(session, bundle, connection);
            } else if (read || !session.isFresh(now)) {
                boolean check =
                        session.there == null ? now.isAfter(session.nextRead) : !session.stale && change.isEmpty();
                progress.read(session, bundle, connection, check ? Priority.CHECK : Priority.CHANGE, interval(bundle));
            } else if (session.doubtful != null) {
                progress.clear(session, bundle, connection);
            } else {
                progress.update(session, bundle, connection, change.get());
            }
            keys.check(connection, bundle);
        } catch (ConnectionException e) {
            session.hold = e.hold();
            session.holdUntil = now.plus(CONNECTION_RETRY);
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

    /** Null for never. */
    private static Duration interval(NamespaceCertificateBundle bundle) {
        Duration interval = GoDuration.parse(bundle.getSpec().cloud().interval());
        return interval.isZero() ? null : interval;
    }
}
