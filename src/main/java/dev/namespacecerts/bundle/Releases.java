package dev.namespacecerts.bundle;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.cloud.CloudFinalizer;
import dev.namespacecerts.watch.Keys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * The bundles that are being deleted and wait for Temporal Cloud. The SDK does not reconcile an object that is marked for deletion
 * and has a finalizer of someone else, so this does it, on a thread of its own.
 */
final class Releases {
    private static final Logger LOG = Logger.getLogger("namespacecerts");
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final Map<String, NamespaceCertificateBundle> waiting = new ConcurrentHashMap<>();
    private final Map<String, ScheduledFuture<?>> next = new HashMap<>();
    private final Function<NamespaceCertificateBundle, Optional<Instant>> step;
    private final CloudFinalizer finalizer;
    private final Clock clock;
    private ScheduledThreadPoolExecutor thread;

    /** @param step takes the next step, and returns when to take a further one; empty if the deletion may go on */
    Releases(Function<NamespaceCertificateBundle, Optional<Instant>> step, CloudFinalizer finalizer, Clock clock) {
        this.step = step;
        this.finalizer = finalizer;
        this.clock = clock;
    }

    /** A new version of a bundle. */
    void seen(NamespaceCertificateBundle bundle) {
        if (bundle.isMarkedForDeletion() && CloudFinalizer.isOn(bundle)) {
            waiting.put(Keys.of(bundle), bundle);
            schedule(Keys.of(bundle), Duration.ZERO);
        }
    }

    /** An answer of Temporal Cloud has come. Returns whether the bundle is one of these. */
    boolean wake(String key) {
        boolean known = waiting.containsKey(key);
        if (known) {
            schedule(key, Duration.ZERO);
        }
        return known;
    }

    /** Removes a deleted bundle. */
    synchronized void forget(String key) {
        waiting.remove(key);
        cancel(key);
    }

    /** Number of steps that are scheduled, at most one for each bundle. */
    synchronized int scheduled() {
        return thread == null ? 0 : thread.getQueue().size();
    }

    /** Schedules the next step of a bundle, unless an earlier one is scheduled. */
    private synchronized void schedule(String key, Duration delay) {
        if (!waiting.containsKey(key)) {
            return;
        }
        ScheduledFuture<?> before = next.get(key);
        if (before != null && before.getDelay(TimeUnit.MILLISECONDS) <= delay.toMillis()) {
            return;
        }
        cancel(key);
        if (thread == null) {
            thread = thread();
        }
        next.put(key, thread.schedule(() -> run(key), delay.toMillis(), TimeUnit.MILLISECONDS));
    }

    private void cancel(String key) {
        ScheduledFuture<?> scheduled = next.remove(key);
        if (scheduled != null) {
            scheduled.cancel(false);
        }
    }

    private static ScheduledThreadPoolExecutor thread() {
        ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread daemon = new Thread(task, "releases");
            daemon.setDaemon(true);
            return daemon;
        });
        thread.setRemoveOnCancelPolicy(true);
        return thread;
    }

    /** Removes the record of the step that begins now, so that a request during it schedules a further one. */
    private synchronized void begin(String key) {
        next.remove(key);
    }

    private void run(String key) {
        begin(key);
        NamespaceCertificateBundle bundle = waiting.get(key);
        if (bundle == null) {
            return;
        }
        try {
            Optional<Instant> further = step.apply(bundle);
            if (further.isPresent()) {
                Duration wait = Duration.between(clock.instant(), further.get());
                schedule(key, wait.isNegative() ? Duration.ZERO : wait);
            } else {
                finalizer.set(bundle, false);
                forget(key);
            }
        } catch (RuntimeException e) {
            LOG.warnf("The deletion of %s waits: %s", key, e.getClass().getSimpleName());
            schedule(key, RETRY);
        }
    }
}
