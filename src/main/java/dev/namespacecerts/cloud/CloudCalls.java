package dev.namespacecerts.cloud;

import dev.namespacecerts.cloud.CloudException.Kind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.api.cloud.cloudservice.v1.UpdateNamespaceRequest;
import io.temporal.api.cloud.namespace.v1.Namespace;
import io.temporal.api.cloud.operation.v1.AsyncOperation;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;

/**
 * Calls Temporal Cloud. The calls with one API key share a {@link CallBudget}, and no thread waits for an answer. Nothing of
 * gRPC is loaded before the first call. A future fails with a {@link CloudException}.
 */
public final class CloudCalls implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private static final String STOPS = "the operator stops";

    private final Map<String, CallBudget> budgets = new ConcurrentHashMap<>();
    private final MeterRegistry registry;
    private final int perSecond;
    private final int operations;
    private final Duration deadline;
    private final LongSupplier clock;
    private GrpcCalls grpc;
    private ScheduledExecutorService timer;
    private boolean closed;

    /**
     * @param perSecond calls per second for each API key
     * @param operations operations in progress for each API key
     */
    public CloudCalls(MeterRegistry registry, int perSecond, int operations) {
        this(registry, perSecond, operations, DEADLINE, System::nanoTime);
    }

    /** @param clock in nanoseconds */
    CloudCalls(MeterRegistry registry, int perSecond, int operations, Duration deadline, LongSupplier clock) {
        this.registry = registry;
        this.perSecond = perSecond;
        this.operations = operations;
        this.deadline = deadline;
        this.clock = clock;
        Gauge.builder("namespacecerts.cloud.queue", () -> sum(CallBudget::queued))
                .description("Number of calls of Temporal Cloud that wait for their turn")
                .register(registry);
        Gauge.builder("namespacecerts.cloud.operations.inflight", () -> sum(CallBudget::inFlight))
                .description("Number of changes in Temporal Cloud that are in progress")
                .register(registry);
    }

    /** Reads a Temporal Cloud Namespace. */
    CompletableFuture<Namespace> namespace(Connection connection, Caller caller, String temporalNamespace) {
        return call(connection, caller, Optional.empty(), calls -> calls.namespace(connection, temporalNamespace));
    }

    /**
     * Changes a Temporal Cloud Namespace. The operation counts as in progress until {@link #finished}.
     *
     * @param turn completes when the request is sent; until then, to cancel it withdraws the request, which is never answered
     */
    CompletableFuture<AsyncOperation> update(
            Connection connection, Caller caller, UpdateNamespaceRequest request, CompletableFuture<Void> turn) {
        return call(
                connection,
                caller,
                Optional.of(request.getAsyncOperationId()),
                calls -> turn.complete(null) ? calls.update(connection, request) : new CompletableFuture<>());
    }

    /** Reads the state of an operation. */
    CompletableFuture<AsyncOperation> operation(Connection connection, Caller caller, String id) {
        return call(connection, caller, Optional.empty(), calls -> calls.operation(connection, id));
    }

    /** Reads when the API key expires. */
    CompletableFuture<Identity> identity(Connection connection, Caller caller) {
        return call(connection, caller, Optional.empty(), calls -> calls.identity(connection));
    }

    /** An operation that this process did not start is in progress. */
    void running(Connection connection, Caller caller, String operation) {
        use(connection, budget -> budget.running(operation, caller.kubernetesNamespace()));
    }

    /** An operation has ended, in whatever way. */
    void finished(Connection connection, String operation) {
        wake(use(connection, budget -> budget.finished(operation)));
    }

    /** An operation is not started, although its call is queued. */
    void withdrawn(Connection connection, String operation) {
        wake(use(connection, budget -> budget.withdraw(operation)));
    }

    /** Number of API keys that were used lately. */
    int keys() {
        return budgets.size();
    }

    /** Uses the budget of a connection's API key; meanwhile no other thread removes it as idle. */
    private CallBudget use(Connection connection, Consumer<CallBudget> what) {
        String key = connection.key().digest();
        if (!budgets.containsKey(key)) {
            forgetIdle();
        }
        return budgets.compute(key, (same, existing) -> {
            CallBudget budget = existing == null ? new CallBudget(perSecond, operations, clock) : existing;
            what.accept(budget);
            return budget;
        });
    }

    private void forgetIdle() {
        budgets.keySet()
                .forEach(key -> budgets.computeIfPresent(key, (same, budget) -> budget.isIdle() ? null : budget));
    }

    private <T> CompletableFuture<T> call(
            Connection connection,
            Caller caller,
            Optional<String> operation,
            Function<GrpcCalls, CompletableFuture<T>> call) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        if (isClosed()) {
            fail(answer, STOPS);
            return answer;
        }
        wake(use(connection, budget -> {
            boolean queued = budget.add(new CallBudget.Call(
                    caller.kubernetesNamespace(),
                    caller.priority(),
                    operation,
                    () -> start(budget, operation, call, answer)));
            if (!queued) {
                fail(answer, "too many calls of Temporal Cloud wait");
            }
        }));
        return answer;
    }

    /** Starts the calls whose turn it is, and comes back for the next one. */
    private void dispatch(CallBudget budget) {
        for (Optional<CallBudget.Call> next = budget.next(); next.isPresent(); next = budget.next()) {
            next.get().start().run();
        }
        budget.delay().ifPresent(delay -> later(budget, delay));
    }

    /**
     * Starts calls on the timer's thread. A caller may hold a lock, and a call of somebody else that fails at once would take
     * another one.
     */
    private synchronized void wake(CallBudget budget) {
        if (!closed) {
            clockwork().execute(() -> dispatch(budget));
        }
    }

    private synchronized void later(CallBudget budget, Duration delay) {
        if (!closed) {
            budget.wakeUp(clockwork().schedule(() -> dispatch(budget), delay.toNanos(), TimeUnit.NANOSECONDS));
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private ScheduledExecutorService clockwork() {
        if (timer == null) {
            timer = timer();
        }
        return timer;
    }

    private static ScheduledExecutorService timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "temporal-cloud-calls");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    private <T> void start(
            CallBudget budget,
            Optional<String> operation,
            Function<GrpcCalls, CompletableFuture<T>> call,
            CompletableFuture<T> answer) {
        Optional<GrpcCalls> calls = grpc();
        if (calls.isEmpty()) {
            operation.ifPresent(budget::finished);
            fail(answer, STOPS);
            return;
        }
        call.apply(calls.get()).whenComplete((value, error) -> {
            if (error == null) {
                answer.complete(value);
                return;
            }
            Throwable failure = error instanceof CompletionException ? error.getCause() : error;
            failed(budget, operation, failure instanceof CloudException known ? known.kind() : Kind.UNAVAILABLE);
            answer.completeExceptionally(failure);
        });
    }

    private void failed(CallBudget budget, Optional<String> operation, Kind kind) {
        if (kind == Kind.THROTTLED) {
            Counter.builder("namespacecerts.cloud.throttled")
                    .description("Number of calls that Temporal Cloud refused because of its rate limit")
                    .register(registry)
                    .increment();
            budget.throttled();
        }
        if (kind != Kind.UNAVAILABLE && kind != Kind.CONFLICT) {
            operation.ifPresent(budget::finished); // it was not accepted
        }
    }

    private static void fail(CompletableFuture<?> answer, String words) {
        answer.completeExceptionally(new CloudException(Kind.UNAVAILABLE, words));
    }

    /** Empty once this is closed. */
    private synchronized Optional<GrpcCalls> grpc() {
        if (grpc == null && !closed) {
            grpc = new GrpcCalls(registry, deadline);
        }
        return closed ? Optional.empty() : Optional.of(grpc);
    }

    private int sum(ToIntFunction<CallBudget> what) {
        return budgets.values().stream().mapToInt(what).sum();
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (timer != null) {
            timer.shutdownNow();
        }
        if (grpc != null) {
            grpc.close();
        }
    }
}
