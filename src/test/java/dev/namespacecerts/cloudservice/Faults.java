package dev.namespacecerts.cloudservice;

import io.grpc.Status;
import io.temporal.api.cloud.operation.v1.AsyncOperation;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What goes wrong, or is different from usual. */
public final class Faults {
    private static final Duration LENGTH = Duration.ofMillis(50);

    /** How operations end, unless {@link #nextOperations} says otherwise. */
    public volatile AsyncOperation.State outcome = AsyncOperation.State.STATE_FULFILLED;

    /** Why operations fail. */
    public volatile String failureReason = "";

    /** How long an operation takes; null: for ever. */
    public volatile Duration duration = LENGTH;

    /** What operations say about when to ask again; null: nothing. */
    public volatile Duration checkDuration = Duration.ofSeconds(1);

    /** Whether a new spec is visible before the operation ends. */
    public volatile boolean visibleAtOnce;

    /** Whether the service does not know operations any more that it has started. */
    public volatile boolean forget;

    /** Whether Go's crypto/x509 judges CAs, with each other as issuers; else the JDK, and no issuers. */
    public volatile boolean judgedByGo;

    /** Whether clients do not see the fields that are newer than the version that they send. */
    public volatile boolean newerFieldsHidden;

    /** Whether an operation that fails gives the Namespace a new resource version, too. */
    public volatile boolean versionMovesOnFailure;

    /** The answer to a wrong resource version. */
    public volatile Status conflict = Status.FAILED_PRECONDITION;

    /** The answer to a change while another is in progress; null: the same. */
    public volatile Status operationConflict;

    /** The answer to an identifier of an operation that was used before; null: the operation itself. */
    public volatile Status repeated;

    private final List<Fault> planned = new ArrayList<>();
    private final Map<String, Deque<Outcome>> outcomes = new HashMap<>();

    Faults() {}

    /** A fault of the next call of a method, for example {@code UpdateNamespace}, for any Namespace. */
    public Fault on(String method) {
        return new Fault(method);
    }

    /** The next calls of a method are refused, and do nothing. */
    public void refuse(String method, Status status, int times) {
        on(method).times(times).status(status);
    }

    /** The next calls of a method do what they should, but their answers are lost. */
    public void loseAnswers(String method, int times) {
        on(method).times(times).lostAfterCommit();
    }

    /** The next calls of a method are never answered, and do nothing. */
    public void stayingSilent(String method, int times) {
        on(method).times(times).silentBeforeCommit();
    }

    /** How the next operations of a Namespace end. */
    public synchronized void nextOperations(String namespace, int times, Outcome how) {
        Deque<Outcome> next = outcomes.computeIfAbsent(namespace, name -> new ArrayDeque<>());
        for (int i = 0; i < times; i++) {
            next.add(how);
        }
    }

    /** Nothing goes wrong any more; the codes and what clients see stay as they are set. */
    public synchronized void clear() {
        planned.clear();
        outcomes.clear();
        outcome = AsyncOperation.State.STATE_FULFILLED;
        duration = LENGTH;
        forget = false;
    }

    synchronized Outcome outcomeOf(String namespace) {
        Deque<Outcome> next = outcomes.get(namespace);
        if (next != null && !next.isEmpty()) {
            return next.remove();
        }
        if (duration == null) {
            return Outcome.ENDLESS;
        }
        return forget ? Outcome.FORGOTTEN : Outcome.of(outcome);
    }

    Duration length() {
        return duration == null ? LENGTH : duration;
    }

    synchronized Optional<Fault> take(String method, String namespace) {
        for (Iterator<Fault> all = planned.iterator(); all.hasNext(); ) {
            Fault fault = all.next();
            if (fault.method.equals(method) && (fault.namespace.isEmpty() || fault.namespace.equals(namespace))) {
                if (--fault.times == 0) {
                    all.remove();
                }
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    private synchronized void plan(Fault fault) {
        planned.add(fault);
    }

    /** One fault. A method that says what fails puts it into force. */
    public final class Fault {
        private final String method;
        private String namespace = "";
        private int times = 1;
        Optional<Status> before = Optional.empty();
        Optional<Status> after = Optional.empty();
        boolean silentBefore;
        boolean silentAfter;
        Duration delay = Duration.ZERO;
        Runnable runBefore = () -> {};
        Runnable runAfter = () -> {};

        private Fault(String method) {
            this.method = method;
        }

        /** Of calls for this Temporal Cloud Namespace only. */
        public Fault namespace(String name) {
            namespace = name;
            return this;
        }

        /** For as many calls. */
        public Fault times(int calls) {
            times = calls;
            return this;
        }

        /** Until {@link Faults#clear}. */
        public Fault always() {
            times = Integer.MAX_VALUE;
            return this;
        }

        /** The call has no effect, and the client sees UNAVAILABLE. */
        public void lostBeforeCommit() {
            status(Status.UNAVAILABLE.withDescription("connection reset"));
        }

        /** The call has its effect, and the client sees UNAVAILABLE. */
        public void lostAfterCommit() {
            after = Optional.of(Status.UNAVAILABLE.withDescription("connection reset"));
            plan(this);
        }

        /** The call has no effect, and its answer is this status. */
        public void status(Status status) {
            before = Optional.of(status);
            plan(this);
        }

        public void unavailable() {
            status(Status.UNAVAILABLE.withDescription("service unavailable"));
        }

        /** The call has no effect, and is never answered. */
        public void silentBeforeCommit() {
            silentBefore = true;
            plan(this);
        }

        /** The call has its effect, and is never answered. */
        public void silentAfterCommit() {
            silentAfter = true;
            plan(this);
        }

        /** The answer comes late. */
        public void delayed(Duration duration) {
            delay = duration;
            plan(this);
        }

        /** Does something before the call has its effect. */
        public void before(Runnable work) {
            runBefore = work;
            plan(this);
        }

        /** Does something after the call had its effect, and before it is answered. */
        public void after(Runnable work) {
            runAfter = work;
            plan(this);
        }
    }
}
