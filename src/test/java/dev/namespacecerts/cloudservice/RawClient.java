package dev.namespacecerts.cloudservice;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.TlsChannelCredentials;
import io.temporal.api.cloud.cloudservice.v1.CloudServiceGrpc;
import io.temporal.api.cloud.cloudservice.v1.GetAsyncOperationRequest;
import io.temporal.api.cloud.cloudservice.v1.GetNamespaceRequest;
import io.temporal.api.cloud.cloudservice.v1.UpdateNamespaceRequest;
import io.temporal.api.cloud.namespace.v1.Namespace;
import io.temporal.api.cloud.namespace.v1.NamespaceSpec;
import io.temporal.api.cloud.operation.v1.AsyncOperation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A plain client of the generated API, as a second one beside the operator. */
public final class RawClient implements AutoCloseable {
    private final ManagedChannel channel;
    private volatile Map<String, String> headers;
    private volatile Duration deadline = Duration.ofSeconds(5);

    public RawClient(String address, String key) {
        headers = Map.of("authorization", "Bearer " + key, "temporal-cloud-api-version", "v0.16.0");
        try {
            channel = Grpc.newChannelBuilder(
                            address,
                            TlsChannelCredentials.newBuilder()
                                    .trustManager(new ByteArrayInputStream(
                                            TemporalCloud.ca().getBytes(StandardCharsets.US_ASCII)))
                                    .build())
                    .disableRetry()
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends other headers from now on. */
    public void headers(Map<String, String> others) {
        headers = others;
    }

    /** Has another deadline of calls from now on. */
    public void deadline(Duration other) {
        deadline = other;
    }

    /** The stub, with headers and a deadline. */
    public CloudServiceGrpc.CloudServiceBlockingStub stub() {
        return CloudServiceGrpc.newBlockingStub(channel)
                .withInterceptors(sendHeaders())
                .withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS);
    }

    public Namespace read(String namespace) {
        return stub().getNamespace(
                        GetNamespaceRequest.newBuilder().setNamespace(namespace).build())
                .getNamespace();
    }

    /** Updates a Namespace as it was read. */
    public AsyncOperation update(Namespace read, NamespaceSpec spec, String operation) {
        return stub().updateNamespace(UpdateNamespaceRequest.newBuilder()
                        .setNamespace(read.getNamespace())
                        .setResourceVersion(read.getResourceVersion())
                        .setSpec(spec)
                        .setAsyncOperationId(operation)
                        .build())
                .getAsyncOperation();
    }

    public AsyncOperation operation(String id) {
        return stub().getAsyncOperation(GetAsyncOperationRequest.newBuilder()
                        .setAsyncOperationId(id)
                        .build())
                .getAsyncOperation();
    }

    /** Waits for the end of an operation. */
    public AsyncOperation.State end(String id) throws InterruptedException {
        AsyncOperation operation = operation(id);
        while (!operation.hasFinishedTime()) {
            TimeUnit.MILLISECONDS.sleep(10);
            operation = operation(id);
        }
        return operation.getState();
    }

    private ClientInterceptor sendHeaders() {
        return new ClientInterceptor() {
            @Override
            public <I, O> ClientCall<I, O> interceptCall(
                    MethodDescriptor<I, O> method, CallOptions options, Channel next) {
                return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
                    @Override
                    public void start(Listener<O> listener, Metadata metadata) {
                        headers.forEach((name, value) ->
                                metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value));
                        super.start(listener, metadata);
                    }
                };
            }
        };
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
