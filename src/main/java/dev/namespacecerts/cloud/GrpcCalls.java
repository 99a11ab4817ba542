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
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.api.cloud.cloudservice.v1.CloudServiceGrpc;
import io.temporal.api.cloud.cloudservice.v1.GetAsyncOperationRequest;
import io.temporal.api.cloud.cloudservice.v1.GetCurrentIdentityRequest;
import io.temporal.api.cloud.cloudservice.v1.GetNamespaceRequest;
import io.temporal.api.cloud.cloudservice.v1.UpdateNamespaceRequest;
import io.temporal.api.cloud.identity.v1.ApiKeySpec;
import io.temporal.api.cloud.namespace.v1.Namespace;
import io.temporal.api.cloud.operation.v1.AsyncOperation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Makes calls at once, without a budget; {@link CloudCalls} has the budgets. Only this class and {@link Channels} use gRPC, so
 * that an installation without connections does not load it. Uses the generated messages on plain channels: the stubs of the SDK
 * accept answers of 128 MB, and have threads and interceptors of their own.
 */
final class GrpcCalls implements AutoCloseable {
    /** The version of the API from which the generated messages come. The service clears fields that it expects of it. */
    static final String API_VERSION = "v0.16.0";

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> VERSION =
            Metadata.Key.of("temporal-cloud-api-version", Metadata.ASCII_STRING_MARSHALLER);

    /** The last second of the year 9999, as protobuf limits a timestamp. */
    private static final long LAST_SECOND = 253_402_300_799L;

    private final Channels channels = new Channels();
    private final MeterRegistry registry;
    private final Duration deadline;

    /** @param deadline of each call; a connection on which a call exceeds it is replaced */
    GrpcCalls(MeterRegistry registry, Duration deadline) {
        this.registry = registry;
        this.deadline = deadline;
    }

    CompletableFuture<Namespace> namespace(Connection connection, String temporalNamespace) {
        return call(
                        connection,
                        CloudServiceGrpc.getGetNamespaceMethod(),
                        GetNamespaceRequest.newBuilder()
                                .setNamespace(temporalNamespace)
                                .build())
                .thenApply(answer -> answer.getNamespace());
    }

    CompletableFuture<AsyncOperation> update(Connection connection, UpdateNamespaceRequest request) {
        return call(connection, CloudServiceGrpc.getUpdateNamespaceMethod(), request)
                .thenApply(answer -> answer.getAsyncOperation());
    }

    CompletableFuture<AsyncOperation> operation(Connection connection, String id) {
        return call(
                        connection,
                        CloudServiceGrpc.getGetAsyncOperationMethod(),
                        GetAsyncOperationRequest.newBuilder()
                                .setAsyncOperationId(id)
                                .build())
                .thenApply(answer -> answer.getAsyncOperation());
    }

    CompletableFuture<Identity> identity(Connection connection) {
        return call(
                        connection,
                        CloudServiceGrpc.getGetCurrentIdentityMethod(),
                        GetCurrentIdentityRequest.getDefaultInstance())
                .thenApply(answer ->
                        new Identity(expiry(answer.getPrincipalApiKey().getSpec())));
    }

    private static Optional<Instant> expiry(ApiKeySpec key) {
        long seconds = key.getExpiryTime().getSeconds();
        return key.hasExpiryTime() && seconds >= 0 && seconds <= LAST_SECOND
                ? Optional.of(Instant.ofEpochSecond(seconds))
                : Optional.empty();
    }

    private <I, O> CompletableFuture<O> call(Connection connection, MethodDescriptor<I, O> method, I request) {
        CompletableFuture<O> answer = new CompletableFuture<>();
        try {
            ManagedChannel channel = channels.of(connection);
            CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS);
            ClientCall<I, O> call =
                    ClientInterceptors.intercept(channel, headers(connection)).newCall(method, options);
            ClientCalls.asyncUnaryCall(call, request, new StreamObserver<>() {
                private O value;

                @Override
                public void onNext(O next) {
                    value = next;
                }

                @Override
                public void onError(Throwable error) {
                    Status status = Status.fromThrowable(error);
                    count(method, status.getCode());
                    if (status.getCode() == Status.Code.DEADLINE_EXCEEDED) {
                        channel.enterIdle(); // it may be half-open: the next call makes a new connection
                    }
                    answer.completeExceptionally(CloudException.of(status, connection));
                }

                @Override
                public void onCompleted() {
                    count(method, Status.Code.OK);
                    answer.complete(value);
                }
            });
        } catch (IOException | RuntimeException | LinkageError e) {
            answer.completeExceptionally(new CloudException(
                    Kind.UNAVAILABLE,
                    "the connection cannot be made: " + e.getClass().getSimpleName()));
        }
        return answer;
    }

    private void count(MethodDescriptor<?, ?> method, Status.Code code) {
        Counter.builder("namespacecerts.cloud.requests")
                .description("Number of calls of Temporal Cloud, by method and code of the answer")
                .tags("method", method.getBareMethodName(), "code", code.name())
                .register(registry)
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
    public void close() {
        channels.close();
    }
}
