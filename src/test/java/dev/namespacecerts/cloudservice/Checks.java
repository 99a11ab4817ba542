package dev.namespacecerts.cloudservice;

import com.google.protobuf.Message;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Checks the headers and the rate of the calls, and records them. */
final class Checks implements ServerInterceptor {
    static final Context.Key<TemporalCloud.ApiKeyRights> RIGHTS = Context.key("rights");

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> VERSION =
            Metadata.Key.of("temporal-cloud-api-version", Metadata.ASCII_STRING_MARSHALLER);
    private static final String BEARER = "Bearer ";
    private static final int MOST_PER_SECOND = 80;

    private final TemporalCloud cloud;
    private final Map<String, Deque<Instant>> recent = new HashMap<>();

    Checks(TemporalCloud cloud) {
        this.cloud = cloud;
    }

    @Override
    public <I, O> ServerCall.Listener<I> interceptCall(
            ServerCall<I, O> call, Metadata headers, ServerCallHandler<I, O> next) {
        String method = call.getMethodDescriptor().getBareMethodName();
        String version = headers.get(VERSION);
        String authorization = headers.get(AUTHORIZATION);
        TemporalCloud.ApiKeyRights rights = authorization == null || !authorization.startsWith(BEARER)
                ? null
                : cloud.rights(authorization.substring(BEARER.length()));
        if (rights == null) {
            cloud.record(new Request(method, null, version, null, Instant.now()));
            return refuse(call, Status.UNAUTHENTICATED.withDescription("invalid or expired API key"));
        }
        if (version == null) {
            cloud.violation(method + " without an API version");
        }
        if (isOverRate(rights.name())) {
            cloud.record(new Request(method, rights.name(), version, null, Instant.now()));
            return refuse(
                    call,
                    Status.RESOURCE_EXHAUSTED.withDescription("rate limit exceeded for principal " + rights.name()));
        }
        ServerCall.Listener<I> listener =
                Contexts.interceptCall(Context.current().withValue(RIGHTS, rights), call, headers, next);
        return new SimpleForwardingServerCallListener<>(listener) {
            @Override
            public void onMessage(I message) {
                cloud.record(new Request(method, rights.name(), version, (Message) message, Instant.now()));
                super.onMessage(message);
            }
        };
    }

    private synchronized boolean isOverRate(String key) {
        Instant now = Instant.now();
        Deque<Instant> times = recent.computeIfAbsent(key, name -> new ArrayDeque<>());
        while (!times.isEmpty() && times.peek().isBefore(now.minusSeconds(1))) {
            times.remove();
        }
        times.add(now);
        return times.size() > MOST_PER_SECOND;
    }

    private static <I, O> ServerCall.Listener<I> refuse(ServerCall<I, O> call, Status status) {
        call.close(status, new Metadata());
        return new ServerCall.Listener<>() {};
    }
}
