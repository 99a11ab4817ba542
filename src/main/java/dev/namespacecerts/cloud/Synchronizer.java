package dev.namespacecerts.cloud;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.evaluate.BundleObjects;
import dev.namespacecerts.evaluate.CloudStep;
import dev.namespacecerts.evaluate.Judgement;
import dev.namespacecerts.evaluate.SyncRecord;
import dev.namespacecerts.report.EventRecorder;
import dev.namespacecerts.seal.Seals;
import dev.namespacecerts.settings.Feature;
import dev.namespacecerts.sync.Hold;
import dev.namespacecerts.watch.Keys;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Keeps the Temporal Cloud Namespaces of bundles in step. A reconciliation makes at most one call, does not wait for its answer,
 * and reports what is known. The answer requests another reconciliation.
 */
public final class Synchronizer {
    private final Sessions sessions;
    private final Connections connections;
    private final Withdrawal withdrawal;
    private final Synchronization synchronization;
    private final Release release;
    private final KeyExpiries keys;
    private final CloudMetrics metrics;
    private final Feature feature;
    private final SyncSteps steps;
    private final EventRecorder events;
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
        this.metrics = new CloudMetrics(registry);
        this.keys = new KeyExpiries(calls, registry, clock, key -> again.accept(key));
        this.withdrawal = new Withdrawal(calls);
        this.sessions = new Sessions(withdrawal);
        Retries retries = new Retries(random);
        Answers answers = new Answers(withdrawal, retries, clock, key -> again.accept(key));
        Operations operations = new Operations(calls, answers, withdrawal, retries, registry);
        NamespaceCalls namespaces = new NamespaceCalls(calls, answers, operations, retries);
        this.release = new Release(connections, namespaces, operations, withdrawal);
        NextCall next = new NextCall(connections, namespaces, operations, keys);
        this.synchronization = new Synchronization(connections, namespaces, withdrawal, next, keys, steps, retries);
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
        sessions.with(bundleKey, Session::connectionChanged);
    }

    /** Sends nothing more of what a bundle wanted, which is suspended. */
    public void suspend(String bundleKey) {
        sessions.with(bundleKey, withdrawal::withdraw);
    }

    /** Removes a deleted bundle. */
    public void forget(String bundleKey) {
        sessions.forget(bundleKey);
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
        Session session = sessions.of(bundle);
        synchronized (session) {
            CloudStep step = synchronization.step(objects, judgement, last, session, now);
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
        Session session = sessions.of(bundle);
        synchronized (session) {
            Optional<Instant> next = release.step(session, objects, last, now);
            tell(bundle, session);
            return next;
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
}
