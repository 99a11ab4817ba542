package dev.namespacecerts.cloud;

import dev.namespacecerts.cloud.CloudException.Kind;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ForwardingClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.api.cloud.cloudservice.v1.CloudServiceGrpc;
import io.temporal.api.cloud.cloudservice.v1.GetAsyncOperationRequest;
import io.temporal.api.cloud.cloudservice.v1.GetCurrentIdentityRequest;
import io.temporal.api.cloud.cloudservice.v1.GetNamespaceRequest;
import io.temporal.api.cloud.cloudservice.v1.UpdateNamespaceRequest;
import io.temporal.api.cloud.namespace.v1.Namespace;
import io.temporal.api.cloud.operation.v1.AsyncOperation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Calls Temporal Cloud. The calls with one API key share a {@link CallBudget}, and no thread waits for an answer. Uses the
 * generated messages on plain channels: the stubs of the SDK retry by themselves and log.
 */
public final class CloudCalls implements AutoCloseable {
    /** The version of the API from which the generated messages come. The service clears fields that it expects of it. */
    static final String API_VERSION = "v0.16.0";

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> VERSION =
            Metadata.Key.of("temporal-cloud-api-version", Metadata.ASCII_STRING_MARSHALLER);

    /** A connection that is half-open is given up after one such deadline. */
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final Channels channels = new Channels();
    private final Map<String, CallBudget> budgets = new ConcurrentHashMap<>();
    private final MeterRegistry registry;
    private final int perSecond;
    private final int operations;
    private ScheduledExecutorService timer;

    /**
     * @param perSecond calls per second for each API key
     * @param operations operations in progress for each API key
     */
    public CloudCalls(MeterRegistry registry, int perSecond, int operations) {
        this.registry = registry;
        this.perSecond = perSecond;
        this.operations = operations;
        Gauge.builder(
                        "namespacecerts.cloud.queue",
                        () -> budgets.values().stream()
                                .mapToInt(CallBudget::queued)
                                .sum())
                .description("Number of calls of Temporal Cloud that wait for their turn")
                .register(registry);
        Gauge.builder(
                        "namespacecerts.cloud.operations.inflight",
                        () -> budgets.values().stream()
                                .mapToInt(CallBudget::inFlight)
                                .sum())
                .description("Number of changes in Temporal Cloud that are in progress")
                .register(registry);
    }

    /** Reads a Temporal Cloud Namespace. */
    CompletableFuture<Namespace> namespace(Connection connection, Caller caller, String temporalNamespace) {
        return call(
                        connection,
                        caller,
                        Optional.empty(),
                        CloudServiceGrpc.getGetNamespaceMethod(),
                        GetNamespaceRequest.newBuilder()
                                .setNamespace(temporalNamespace)
                                .build())
                .thenApply(answer -> answer.getNamespace());
    }

    /** Changes a Temporal Cloud Namespace. The operation counts as in progress until {@link #finished}. */
    CompletableFuture<AsyncOperation> update(Connection connection, Caller caller, UpdateNamespaceRequest request) {
        return call(
                        connection,
                        caller,
                        Optional.of(request.getAsyncOperationId()),
                        CloudServiceGrpc.getUpdateNamespaceMethod(),
                        request)
                .thenApply(answer -> answer.getAsyncOperation());
    }

    /** Reads the state of an operation. */
    CompletableFuture<AsyncOperation> operation(Connection connection, Caller caller, String id) {
        return call(
                        connection,
                        caller,
                        Optional.empty(),
                        CloudServiceGrpc.getGetAsyncOperationMethod(),
                        GetAsyncOperationRequest.newBuilder()
                                .setAsyncOperationId(id)
                                .build())
                .thenApply(answer -> answer.getAsyncOperation());
    }

    /** Reads when the API key expires. */
    CompletableFuture<Identity> identity(Connection connection, Caller caller) {
        return call(
                        connection,
                        caller,
                        Optional.empty(),
                        CloudServiceGrpc.getGetCurrentIdentityMethod(),
                        GetCurrentIdentityRequest.getDefaultInstance())
                .thenApply(answer -> new Identity(
                        answer.getPrincipalApiKey().getSpec().hasExpiryTime()
                                ? Optional.of(Instant.ofEpochSecond(answer.getPrincipalApiKey()
                                        .getSpec()
                                        .getExpiryTime()
                                        .getSeconds()))
                                : Optional.empty()));
    }

    /** An operation that this process did not start is in progress. */
    void running(Connection connection, String operation) {
        budget(connection).running(operation);
    }

    /** An operation has ended, in whatever way. */
    void finished(Connection connection, String operation) {
        budget(connection).finished(operation);
        dispatch(budget(connection));
    }

    private CallBudget budget(Connection connection) {
        return budgets.computeIfAbsent(
                connection.key().digest(), key -> new CallBudget(perSecond, operations, System::nanoTime));
    }

    private <I, O> CompletableFuture<O> call(
            Connection connection,
            Caller caller,
            Optional<String> operation,
            MethodDescriptor<I, O> method,
            I request) {
        CompletableFuture<O> answer = new CompletableFuture<>();
        CallBudget budget = budget(connection);
        boolean queued = budget.add(new CallBudget.Call(
                caller.kubernetesNamespace(),
                caller.priority(),
                operation,
                () -> start(connection, budget, operation, method, request, answer)));
        if (queued) {
            dispatch(budget);
        } else {
            answer.completeExceptionally(new CloudException(Kind.UNAVAILABLE, "too many calls of Temporal Cloud wait"));
        }
        return answer;
    }

    /** Starts the calls whose turn it is, and comes back for the next one. */
    private void dispatch(CallBudget budget) {
        for (Optional<CallBudget.Call> next = budget.next(); next.isPresent(); next = budget.next()) {
            next.get().start().run();
        }
        budget.delay().ifPresent(delay -> later(budget, delay));
    }

    private synchronized void later(CallBudget budget, Duration delay) {
        if (timer == null) {
            timer = timer();
        }
        if (!timer.isShutdown() && budget.schedule()) {
            timer.schedule(
                    () -> {
                        budget.scheduled();
                        dispatch(budget);
                        budgets.values().removeIf(CallBudget::isIdle);
                    },
                    delay.toNanos(),
                    TimeUnit.NANOSECONDS);
        }
    }

    private static ScheduledExecutorService timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "temporal-cloud-calls");
            thread.setDaemon(true);
            return thread;
        });
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return timer;
    }

    private <I, O> void start(
            Connection connection,
            CallBudget budget,
            Optional<String> operation,
            MethodDescriptor<I, O> method,
            I request,
            CompletableFuture<O> answer) {
        try {
            ManagedChannel channel = channels.of(connection);
            ClientCall<I, O> call = ClientInterceptors.intercept(channel, headers(connection))
                    .newCall(method, CallOptions.DEFAULT.withDeadlineAfter(DEADLINE.toMillis(), TimeUnit.MILLISECONDS));
            ClientCalls.asyncUnaryCall(call, request, new StreamObserver<>() {
                private O value;

                @Override
                public void onNext(O next) {
                    value = next;
                }

                @Override
                public void onError(Throwable error) {
                    failed(connection, channel, budget, method, Status.fromThrowable(error), operation, answer);
                }

                @Override
                public void onCompleted() {
                    count(method, Status.Code.OK);
                    answer.complete(value);
                }
            });
        } catch (IOException | RuntimeException e) {
            operation.ifPresent(budget::finished);
            answer.completeExceptionally(new CloudException(
                    Kind.UNAVAILABLE,
                    "the connection cannot be made: " + e.getClass().getSimpleName()));
        }
    }

    private void failed(
            Connection connection,
            ManagedChannel channel,
            CallBudget budget,
            MethodDescriptor<?, ?> method,
            Status status,
            Optional<String> operation,
            CompletableFuture<?> answer) {
        count(method, status.getCode());
        CloudException failure = CloudException.of(status, connection);
        if (failure.kind() == Kind.THROTTLED) {
            registry.counter("namespacecerts.cloud.throttled").increment();
            budget.throttled();
        }
        if (status.getCode() == Status.Code.DEADLINE_EXCEEDED) {
            channel.enterIdle(); // the next call makes a new connection
        }
        if (failure.kind() != Kind.UNAVAILABLE && failure.kind() != Kind.CONFLICT) {
            operation.ifPresent(budget::finished); // it was not accepted
        }
        answer.completeExceptionally(failure);
    }

    private void count(MethodDescriptor<?, ?> method, Status.Code code) {
        registry.counter("namespacecerts.cloud.requests", "method", method.getBareMethodName(), "code", code.name())
                .increment();
    }

    private static ClientInterceptor headers(Connection connection) {
        return new ClientInterceptor() {
            @Override
            public <I, O> ClientCall<I, O> interceptCall(
                    MethodDescriptor<I, O> method, CallOptions options, Channel next) {
                return new ForwardingClientCall.SimpleForwardingClientCall<>(next.newCall(method, options)) {
                    @Override
                    public void start(Listener<O> listener, Metadata headers) {
                        headers.put(AUTHORIZATION, connection.key().header());
                        headers.put(VERSION, API_VERSION);
                        super.start(listener, headers);
                    }
                };
            }
        };
    }

    @Override
    public synchronized void close() {
        if (timer != null) {
            timer.shutdownNow();
        }
        channels.close();
    }
}
