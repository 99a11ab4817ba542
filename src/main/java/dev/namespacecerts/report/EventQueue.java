package dev.namespacecerts.report;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Queue of Events, so that no reconciliation waits for their writing. As in client-go, an object may have 25 at once and then one
 * every five minutes. At most 100 wait per Kubernetes namespace, and 1,000 in all; 25 are written per second, so that statuses
 * come first when many bundles change. Further Events are dropped; the status has the same information.
 */
final class EventQueue implements AutoCloseable {
    private static final double BURST = 25;
    private static final Duration PER_EVENT = Duration.ofMinutes(5);
    private static final int MOST_OBJECTS = 4_096;
    private static final int MOST_IN_A_NAMESPACE = 100;
    private static final int MOST = 1_000;
    private static final int AT_ONCE = 100;
    private static final Duration PER_WRITE = Duration.ofMillis(40);
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final Map<String, Integer> waiting = new HashMap<>();
    private final Map<String, Left> objects = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Left> eldest) {
            return size() > MOST_OBJECTS;
        }
    };
    private final ThreadPoolExecutor writer;
    private final Clock clock;
    private final Consumer<Duration> sleep;

    /** Time from which on the next Event is on time; earlier ones use up what may be written at once. */
    private Instant onTime = Instant.MIN;

    /** Remaining Events of an object. */
    private record Left(double events, Instant at) {}

    EventQueue(Clock clock) {
        this(clock, EventQueue::sleep);
    }

    /** @param sleep waits before an Event is written */
    EventQueue(Clock clock, Consumer<Duration> sleep) {
        this.clock = clock;
        this.sleep = sleep;
        this.writer = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MOST),
                task -> {
                    Thread thread = new Thread(task, "events");
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.AbortPolicy());
    }

    /** Queues an Event; false if it was dropped. */
    synchronized boolean add(String namespace, String uid, Runnable write) {
        if (!admits(namespace, uid)) {
            return false;
        }
        waiting.merge(namespace, 1, Integer::sum);
        writer.execute(() -> {
            try {
                pause();
                write.run();
            } finally {
                leave(namespace);
            }
        });
        return true;
    }

    private void pause() {
        Instant now = clock.instant();
        Instant earliest = now.minus(PER_WRITE.multipliedBy(AT_ONCE));
        onTime = (onTime.isBefore(earliest) ? earliest : onTime).plus(PER_WRITE);
        if (onTime.isAfter(now) && !writer.isShutdown()) {
            sleep.accept(Duration.between(now, onTime));
        }
    }

    private static void sleep(Duration time) {
        try {
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean admits(String namespace, String uid) {
        return !writer.isShutdown()
                && writer.getQueue().remainingCapacity() > 0
                && waiting.getOrDefault(namespace, 0) < MOST_IN_A_NAMESPACE
                && allows(uid);
    }

    private boolean allows(String uid) {
        Instant now = clock.instant();
        Left before = objects.getOrDefault(uid, new Left(BURST, now));
        double events = Math.min(
                BURST,
                before.events() + (double) Duration.between(before.at(), now).toMillis() / PER_EVENT.toMillis());
        boolean allowed = events >= 1;
        objects.put(uid, new Left(allowed ? events - 1 : events, now));
        return allowed;
    }

    private synchronized void leave(String namespace) {
        waiting.computeIfPresent(namespace, (name, count) -> count == 1 ? null : count - 1);
    }

    /** Writes the queued Events, for at most a second. */
    @Override
    public void close() {
        shutdown();
        try {
            if (!writer.awaitTermination(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)) {
                writer.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void shutdown() {
        writer.shutdown();
    }
}
