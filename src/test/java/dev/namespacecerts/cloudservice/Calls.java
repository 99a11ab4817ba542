package dev.namespacecerts.cloudservice;

import com.google.protobuf.Message;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

/** What every call goes through: it is recorded, authenticated and counted, and may fail on demand. */
final class Calls implements ServerInterceptor {
    private static final Context.Key<Metadata> HEADERS = Context.key("headers");
    private static final String AUTHORIZATION = "authorization";
    static final String VERSION = "temporal-cloud-api-version";
    private static final String BEARER = "Bearer ";

    private final Clock clock;
    private final Function<String, ApiKey> keys;
    private final RequestLog log;
    private final Faults faults;
    private final Violations violations;
    private final ScheduledExecutorService timer;

    Calls(
            Clock clock,
            Function<String, ApiKey> keys,
            RequestLog log,
            Faults faults,
            Violations violations,
            ScheduledExecutorService timer) {
        this.clock = clock;
        this.keys = keys;
        this.log = log;
        this.faults = faults;
        this.violations = violations;
        this.timer = timer;
    }

    @Override
    public <I, O> ServerCall.Listener<I> interceptCall(
            ServerCall<I, O> call, Metadata headers, ServerCallHandler<I, O> next) {
        return Contexts.interceptCall(Context.current().withValue(HEADERS, headers), call, headers, next);
    }

    /** Serves one call. */
    <O> void serve(
            String method,
            String namespace,
            Predicate<String> version,
            Message request,
            StreamObserver<O> observer,
            Function<ApiKey, O> work) {
        Map<String, String> headers = texts(HEADERS.get());
        String authorization = headers.remove(AUTHORIZATION);
        Optional<ApiKey> key = Optional.ofNullable(authorization)
                .filter(text -> text.startsWith(BEARER))
                .map(text -> keys.apply(text.substring(BEARER.length())));
        Request recorded = new Request(
                method,
                namespace,
                authorization == null ? "none" : key.map(ApiKey::name).orElse("unknown"),
                headers,
                request,
                clock.instant());
        log.add(recorded);
        boolean isWithinRate = key.map(caller -> log.count(caller.name())).orElse(true);
        Optional<Faults.Fault> fault = faults.take(method, namespace);
        fault.ifPresent(planned -> planned.runBefore.run());
        if (fault.filter(planned -> planned.silentBefore).isPresent()) {
            return;
        }
        Optional<Status> error = fault.flatMap(planned -> planned.before);
        O answer = null;
        try {
            if (error.isEmpty()) {
                answer = work.apply(admitted(key, headers, version, isWithinRate));
            }
        } catch (StatusRuntimeException refused) {
            error = Optional.of(refused.getStatus());
        } catch (RuntimeException | Error broken) {
            violations.add(method + " failed in the test service: " + broken);
            error = Optional.of(Status.INTERNAL.withDescription(broken.toString()));
        }
        fault.ifPresent(planned -> planned.runAfter.run());
        if (fault.filter(planned -> planned.silentAfter).isPresent()) {
            return;
        }
        Optional<Status> failure =
                fault.flatMap(planned -> planned.after).isPresent() ? fault.flatMap(planned -> planned.after) : error;
        O value = answer;
        Runnable reply = () -> reply(recorded, observer, failure, value);
        Duration delay = fault.map(planned -> planned.delay).orElse(Duration.ZERO);
        if (delay.isZero()) {
            reply.run();
        } else {
            timer.schedule(reply, delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private static <O> void reply(Request recorded, StreamObserver<O> observer, Optional<Status> failure, O value) {
        recorded.answered(failure.orElse(Status.OK));
        try {
            if (failure.isPresent()) {
                observer.onError(failure.get().asRuntimeException());
            } else {
                observer.onNext(value);
                observer.onCompleted();
            }
        } catch (StatusRuntimeException | IllegalStateException gone) {
            // the client has given up
        }
    }

    private ApiKey admitted(
            Optional<ApiKey> key, Map<String, String> headers, Predicate<String> version, boolean isWithinRate) {
        String sent = headers.get(VERSION);
        if (sent == null || !version.test(sent)) {
            violations.add(key.map(ApiKey::name).orElse("unknown") + ": sends the API version " + sent);
            throw CloudState.error(Status.Code.INVALID_ARGUMENT, "unsupported temporal-cloud-api-version: " + sent);
        }
        ApiKey caller = key.filter(found -> found.expiry()
                        .filter(time -> time.isBefore(clock.instant()))
                        .isEmpty())
                .orElseThrow(() -> CloudState.error(Status.Code.UNAUTHENTICATED, "invalid or expired api key"));
        if (!isWithinRate) {
            throw CloudState.error(
                    Status.Code.RESOURCE_EXHAUSTED, "rate limit exceeded for principal " + caller.name());
        }
        return caller;
    }

    private static Map<String, String> texts(Metadata metadata) {
        Map<String, String> texts = new TreeMap<>();
        for (String name : metadata.keys()) {
            if (!name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
                texts.put(name, metadata.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER)));
            }
        }
        return texts;
    }
}
