package dev.namespacecerts.cloud;

import dev.namespacecerts.cloud.Caller.Priority;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;

/**
 * Queue of the calls with one API key: how many start in a second, and how many operations are in progress. Calls for users'
 * changes come before periodic checks, and Kubernetes namespaces take turns. No thread waits: {@link #next} hands out calls, and
 * {@link #delay} says when to ask again.
 */
final class CallBudget {
    /** An operation that nobody reported as finished holds its place for so long. */
    static final Duration LONGEST_OPERATION = Duration.ofMinutes(15);

    /** How long the rate stays halved after a refusal by the service's rate limit. */
    static final Duration SLOW = Duration.ofMinutes(1);

    static final int MOST_QUEUED = 20_000;

    private static final int MOST_HALVINGS = 4;

    /** Longest pause between two calls, unless the configured rate has a longer one. */
    private static final long LONGEST_PAUSE = Duration.ofSeconds(1).toNanos();

    /** Each so many calls, a check comes first, so that checks do not wait for ever. */
    private static final int CHECK_TURN = 10;

    private final long pause;
    private final int operations;
    private final LongSupplier clock;
    private final Map<Priority, Turns> queues = new EnumMap<>(Priority.class);
    private final Map<String, Long> inFlight = new HashMap<>();
    private final Deque<Long> throttled = new ArrayDeque<>();
    private int queued;
    private long nextStart;
    private int count;
    private Future<?> wakeUp = CompletableFuture.completedFuture(null);

    /** A queued call; an operation has an identifier. */
    record Call(String namespace, Priority priority, Optional<String> operation, Runnable start) {}

    /** The calls of each Kubernetes namespace, which take turns. */
    private static final class Turns {
        private final LinkedHashMap<String, Deque<Call>> byNamespace = new LinkedHashMap<>();

        void add(Call call) {
            byNamespace
                    .computeIfAbsent(call.namespace(), key -> new ArrayDeque<>())
                    .add(call);
        }

        /** Removes the calls that start an operation, and returns how many these are. */
        int remove(String operation) {
            int removed = 0;
            for (Deque<Call> calls : List.copyOf(byNamespace.values())) {
                int before = calls.size();
                calls.removeIf(
                        call -> call.operation().filter(operation::equals).isPresent());
                removed += before - calls.size();
            }
            byNamespace.values().removeIf(Deque::isEmpty);
            return removed;
        }

        /** The next call that may start. */
        Optional<Call> first(boolean withOperations) {
            return byNamespace.values().stream()
                    .flatMap(Deque::stream)
                    .filter(call -> withOperations || call.operation().isEmpty())
                    .findFirst();
        }

        Optional<Call> take(boolean withOperations) {
            Optional<Call> first = first(withOperations);
            first.ifPresent(call -> {
                Deque<Call> calls = byNamespace.remove(call.namespace());
                calls.remove(call);
                if (!calls.isEmpty()) {
                    byNamespace.put(call.namespace(), calls); // behind the others
                }
            });
            return first;
        }
    }

    /**
     * @param perSecond number of calls that start in a second
     * @param operations number of operations in progress
     * @param clock in nanoseconds
     */
    CallBudget(int perSecond, int operations, LongSupplier clock) {
        this.pause = Duration.ofSeconds(1).toNanos() / perSecond;
        this.operations = operations;
        this.clock = clock;
        this.nextStart = clock.getAsLong();
        for (Priority priority : Priority.values()) {
            queues.put(priority, new Turns());
        }
    }

    /** Queues a call; false if the queue is full. */
    synchronized boolean add(Call call) {
        if (queued >= MOST_QUEUED) {
            return false;
        }
        queued++;
        queues.get(call.priority()).add(call);
        return true;
    }

    /** A call that would start an operation is not made. */
    synchronized void withdraw(String operation) {
        for (Turns turns : queues.values()) {
            queued -= turns.remove(operation);
        }
        inFlight.remove(operation);
    }

    /** The call to start now; empty if there is none, or if it must wait. */
    synchronized Optional<Call> next() {
        long now = clock.getAsLong();
        inFlight.values().removeIf(since -> now - since >= LONGEST_OPERATION.toNanos());
        if (queued == 0 || now < nextStart) {
            return Optional.empty();
        }
        boolean free = inFlight.size() < operations;
        boolean checkFirst = (count + 1) % CHECK_TURN == 0;
        Turns first = queues.get(checkFirst ? Priority.CHECK : Priority.CHANGE);
        Turns second = queues.get(checkFirst ? Priority.CHANGE : Priority.CHECK);
        Optional<Call> call = first.take(free).or(() -> second.take(free));
        call.ifPresent(taken -> {
            queued--;
            count++;
            nextStart = Math.max(nextStart + pause(now), now + pause(now) / 2);
            taken.operation().ifPresent(id -> inFlight.put(id, now));
        });
        return call;
    }

    /**
     * When to ask again for a queued call; empty if none is queued. If only operations are queued and all places are taken, this
     * is when the oldest one loses its place. Should an operation end before, then ask at once.
     */
    synchronized Optional<Duration> delay() {
        if (queued == 0) {
            return Optional.empty();
        }
        long now = clock.getAsLong();
        boolean free = inFlight.size() < operations;
        long wait = queues.values().stream().anyMatch(turns -> turns.first(free).isPresent())
                ? nextStart - now
                : LONGEST_OPERATION.toNanos()
                        - inFlight.values().stream()
                                .mapToLong(since -> now - since)
                                .max()
                                .orElse(0);
        return Optional.of(Duration.ofNanos(Math.max(wait, 0)));
    }

    /**
     * The service refused a call because of its rate limit. Refusals within a second count once: they may be those of calls that
     * started before the rate was halved.
     */
    synchronized void throttled() {
        long now = clock.getAsLong();
        if (!throttled.isEmpty() && now - throttled.getLast() < LONGEST_PAUSE) {
            return;
        }
        throttled.add(now);
        while (throttled.size() > MOST_HALVINGS) {
            throttled.remove();
        }
    }

    /** An operation is in progress, perhaps since before a restart. */
    synchronized void running(String operation) {
        inFlight.putIfAbsent(operation, clock.getAsLong());
    }

    synchronized void finished(String operation) {
        inFlight.remove(operation);
    }

    /** Replaces the timer that asks again. */
    synchronized void wakeUp(Future<?> next) {
        wakeUp.cancel(false);
        wakeUp = next;
    }

    synchronized int queued() {
        return queued;
    }

    synchronized int inFlight() {
        return inFlight.size();
    }

    synchronized boolean isIdle() {
        return queued == 0 && inFlight.isEmpty() && clock.getAsLong() - nextStart > SLOW.toNanos();
    }

    private long pause(long now) {
        throttled.removeIf(since -> now - since >= SLOW.toNanos());
        return Math.min(pause << throttled.size(), Math.max(pause, LONGEST_PAUSE));
    }
}
