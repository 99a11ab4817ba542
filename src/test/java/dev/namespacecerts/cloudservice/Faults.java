package dev.namespacecerts.cloudservice;

import io.grpc.Status;
import io.temporal.api.cloud.operation.v1.AsyncOperation;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** What goes wrong, or is different from usual, until it is cleared. */
public final class Faults {
    private final Map<String, Deque<Fault>> byMethod = new HashMap<>();

    /** How an operation ends. */
    public volatile AsyncOperation.State outcome = AsyncOperation.State.STATE_FULFILLED;

    /** Why operations fail. */
    public volatile String failureReason = "";

    /** How long an operation takes; null: for ever. */
    public volatile Duration duration = Duration.ofMillis(50);

    /** What operations say about when to ask again; null: nothing. */
    public volatile Duration checkDuration = Duration.ofSeconds(1);

    /** Whether a new spec is visible before the operation ends. */
    public volatile boolean visibleAtOnce;

    /** Whether operations are forgotten when they end. */
    public volatile boolean forget;

    /** The answer to a wrong resource version, and to a change while another is in progress. */
    public volatile Status conflict = Status.FAILED_PRECONDITION;

    /** The answer to an identifier of an operation that was used before; null: the operation itself. */
    public volatile Status repeated;

    /** A fault of one call. */
    record Fault(Status status, boolean afterCommit, boolean silent) {}

    /** The next calls of a method are refused, and do nothing. */
    public void refuse(String method, Status status, int times) {
        add(method, new Fault(status, false, false), times);
    }

    /** The next calls of a method do what they should, but their answers are lost. */
    public void loseAnswers(String method, int times) {
        add(method, new Fault(Status.UNAVAILABLE.withDescription("the connection was lost"), true, false), times);
    }

    /** The next calls of a method are never answered. */
    public void stayingSilent(String method, int times) {
        add(method, new Fault(Status.UNAVAILABLE, false, true), times);
    }

    /** Nothing goes wrong any more. */
    public synchronized void clear() {
        byMethod.clear();
        outcome = AsyncOperation.State.STATE_FULFILLED;
        duration = Duration.ofMillis(50);
        forget = false;
    }

    private synchronized void add(String method, Fault fault, int times) {
        for (int i = 0; i < times; i++) {
            byMethod.computeIfAbsent(method, key -> new ArrayDeque<>()).add(fault);
        }
    }

    synchronized Fault next(String method) {
        Deque<Fault> faults = byMethod.get(method);
        return faults == null ? null : faults.poll();
    }
}
