package dev.namespacecerts.cloud;

import dev.namespacecerts.cloud.Caller.Priority;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Queue of the calls with one API key: how many start in a second, and how many operations are in progress. Calls for users'
 * changes come before periodic checks, and Kubernetes namespaces take turns and share the places of operations. No thread waits: {@link #next} hands out calls, and
 * {@link #delay} says when to ask again.
 */
final class CallBudget {
    /** How long the rate stays halved after a refusal by the service's rate limit. */
    static final Duration SLOW = Duration.ofMinutes(1);

    static final int MOST_QUEUED = 20_000;

    private static final int MOST_HALVINGS = 4;

    /** Longest pause between two calls, unless the configured rate has a longer one. */
    private static final long LONGEST_PAUSE = Duration.ofSeconds(1).toNanos();

    /** Each so many calls, a check comes first, so that checks do not wait for ever. */
    private static final int CHECK_TURN = 10;

    private final long pause;
    private final LongSupplier clock;
    private final Map<Priority, Turns> queues = new EnumMap<>(Priority.class);
    private final OperationPlaces operations;
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

        /**
         * The next call that may start.
         *
         * @param isFree whether an operation of a Kubernetes namespace may start
         */
        Optional<Call> first(Predicate<String> isFree) {
            return byNamespace.entrySet().stream()
                    .flatMap(entry -> first(entry.getValue(), isFree.test(entry.getKey())).stream())
                    .findFirst();
        }

        private static Optional<Call> first(Deque<Call> calls, boolean free) {
            return calls.stream()
                    .filter(call -> free || call.operation().isEmpty())
                    .findFirst();
        }

        Optional<Call> take(Predicate<String> isFree) {
            Optional<Call> first = first(isFree);
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
        this.operations = new OperationPlaces(operations);
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
        operations.usedBy(call.namespace(), clock.getAsLong());
        queues.get(call.priority()).add(call);
        return true;
    }

    /** A call that would start an operation is not made. */
    synchronized void withdraw(String operation) {
        for (Turns turns : queues.values()) {
            queued -= turns.remove(operation);
        }
        operations.free(operation);
    }

    /** The call to start now; empty if there is none, or if it must wait. */
    synchronized Optional<Call> next() {
        long now = clock.getAsLong();
        operations.forget(now);
        if (queued == 0 || now < nextStart) {
            return Optional.empty();
        }
        boolean checkFirst = (count + 1) % CHECK_TURN == 0;
        Turns first = queues.get(checkFirst ? Priority.CHECK : Priority.CHANGE);
        Turns second = queues.get(checkFirst ? Priority.CHANGE : Priority.CHECK);
        Optional<Call> call = first.take(operations::isFreeFor).or(() -> second.take(operations::isFreeFor));
        call.ifPresent(taken -> {
            queued--;
            count++;
            nextStart = Math.max(nextStart + pause(now), now + pause(now) / 2);
            taken.operation().ifPresent(id -> operations.take(id, taken.namespace(), now));
        });
        return call;
    }

    /**
     * When to ask again for a queued call; empty if none is queued. If only operations are queued that find no place, this
     * is when one of those in progress is forgotten. Should one end before, then ask at once.
     */
    synchronized Optional<Duration> delay() {
        if (queued == 0) {
            return Optional.empty();
        }
        long now = clock.getAsLong();
        boolean ready = queues.values().stream()
                .anyMatch(turns -> turns.first(operations::isFreeFor).isPresent());
        long wait = ready ? nextStart - now : operations.untilForgotten(now);
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
    synchronized void running(String operation, String namespace) {
        operations.usedBy(namespace, clock.getAsLong());
        operations.take(operation, namespace, clock.getAsLong());
    }

    synchronized void finished(String operation) {
        operations.free(operation);
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
        return operations.taken();
    }

    synchronized boolean isIdle() {
        return queued == 0 && operations.taken() == 0 && clock.getAsLong() - nextStart > SLOW.toNanos();
    }

    private long pause(long now) {
        throttled.removeIf(since -> now - since >= SLOW.toNanos());
        return Math.min(pause << throttled.size(), Math.max(pause, LONGEST_PAUSE));
    }
}
