package dev.namespacecerts.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Rate limit for objects that are reconciled because other objects changed, per origin (a Kubernetes namespace, or a name that
 * is claimed in several). One change may affect thousands of objects and occur many times a second, and a watch has one
 * thread for all namespaces. Up to 500 objects are reconciled at once, then 200 per second. Objects that wait are queued
 * once, however often they are affected.
 *
 * @param <T> identity of an object
 */
public final class WakeUps<T> {
    private static final Logger LOG = Logger.getLogger(WakeUps.class);
    private static final long BURST = 500;
    private static final long PER_SECOND = 200;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final long NANOS = Duration.ofSeconds(1).toNanos();

    private final Map<String, Origin<T>> origins = new HashMap<>();
    private final Predicate<T> isBegun;
    private final LongSupplier nanoTime;

    /** Remaining reconciliations of one origin, and its waiting objects. Negative after a change that affected more objects. */
    private static final class Origin<T> {
        private final Set<T> waiting = new LinkedHashSet<>();
        private double left = BURST;
        private long at;

        private void refill(long now) {
            left = Math.min(BURST, left + (double) (now - at) * PER_SECOND / NANOS);
            at = now;
        }
    }

    /**
     * @param isBegun whether the first reconciliation of an object since the start of the process has begun
     * @param nanoTime the time, in nanoseconds since any instant
     */
    public WakeUps(Predicate<T> isBegun, LongSupplier nanoTime) {
        this.isBegun = isBegun;
        this.nanoTime = nanoTime;
    }

    /** Starts to reconcile waiting objects, for the lifetime of the process. */
    public void start(Consumer<T> reconcile) {
        Thread thread = new Thread(() -> run(reconcile), "wake-ups");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Consumer<T> reconcile) {
        try {
            while (true) {
                awaitChange();
                Thread.sleep(PAUSE.toMillis());
                due().forEach(object -> wake(object, reconcile));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns at once while the limit of an origin is not fully restored. Without changes, the thread does nothing. */
    private synchronized void awaitChange() throws InterruptedException {
        while (origins.isEmpty()) {
            wait();
        }
    }

    /** Catches exceptions, because one would end the thread. */
    private void wake(T object, Consumer<T> reconcile) {
        try {
            reconcile.accept(object);
        } catch (RuntimeException e) {
            LOG.warnf(e, "%s could not be queued for reconciliation", object);
        }
    }

    /**
     * The objects to reconcile at once because a watch showed a change; the others are queued. Without those whose first
     * reconciliation has still to begin: it will see the change. After a start, each would else be reconciled once more for the list
     * of each kind of object.
     */
    public Set<T> atOnce(String origin, Set<T> affected) {
        return limited(origin, affected.stream().filter(isBegun).collect(Collectors.toSet()));
    }

    /** The objects to reconcile at once; the others are queued. */
    public synchronized Set<T> limited(String origin, Set<T> affected) {
        if (affected.isEmpty()) {
            return affected;
        }
        Origin<T> state = origins.computeIfAbsent(origin, name -> new Origin<>());
        notifyAll();
        state.refill(nanoTime.getAsLong());
        if (state.waiting.isEmpty() && state.left > 0) {
            state.left -= affected.size();
            return affected;
        }
        state.waiting.addAll(affected);
        return Set.of();
    }

    /** The queued objects that are due, in the order in which they were first affected. */
    synchronized List<T> due() {
        List<T> due = new ArrayList<>();
        long now = nanoTime.getAsLong();
        for (Iterator<Origin<T>> all = origins.values().iterator(); all.hasNext(); ) {
            Origin<T> state = all.next();
            state.refill(now);
            for (Iterator<T> waiting = state.waiting.iterator(); state.left >= 1 && waiting.hasNext(); ) {
                due.add(waiting.next());
                waiting.remove();
                state.left--;
            }
            if (state.waiting.isEmpty() && state.left >= BURST) {
                all.remove();
            }
        }
        return due;
    }
}
