package dev.namespacecerts.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.cloud.Caller.Priority;
import dev.namespacecerts.cloud.CloudException.Kind;
import dev.namespacecerts.cloudservice.Request;
import dev.namespacecerts.cloudservice.TemporalCloud;
import dev.namespacecerts.operator.TcpProxy;
import io.grpc.Status;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.api.cloud.cloudservice.v1.UpdateNamespaceRequest;
import io.temporal.api.cloud.namespace.v1.CertificateFilterSpec;
import io.temporal.api.cloud.namespace.v1.Namespace;
import io.temporal.api.cloud.operation.v1.AsyncOperation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls of the test service, over TLS. */
class CloudCallsTest {
    private static final String KEY = "tmprl_a-very-secret-key";
    private static final String NAME = "accounting.a2dd6";
    private static final Caller CALLER = new Caller("payments", Priority.CHANGE);
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Duration SHORT_DEADLINE = Duration.ofSeconds(1);
    private static final int MOST_TRIES = 5;
    private static final TemporalCloud CLOUD = new TemporalCloud();

    private final AtomicLong ahead = new AtomicLong();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final CloudCalls calls = calls(1_000, 4);

    CloudCallsTest() {
        CLOUD.faults().clear();
        CLOUD.forgetRequests();
        CLOUD.addKey(KEY, "test");
        CLOUD.seed(NAME, TemporalCloud.ca());
    }

    @AfterEach
    void close() {
        calls.close();
    }

    @AfterAll
    static void stop() {
        CLOUD.close();
    }

    @Test
    void sendsTheKeyAndTheVersion() throws Exception {
        assertThat(get(calls.namespace(connection(), CALLER, NAME)).getNamespace())
                .isEqualTo(NAME);
        assertThat(get(calls.identity(connection(), CALLER)).keyExpiry()).hasValue(CLOUD.keyExpiry);
        assertThat(CLOUD.requests()).extracting(Request::key).containsExactly("test", "test");
        assertThat(CLOUD.requests()).extracting(Request::version).containsOnly("v0.16.0");
    }

    @Test
    void countsCallsByMethodAndCode() throws Exception {
        get(calls.namespace(connection(), CALLER, NAME));
        failure(calls.namespace(connection(), CALLER, "unknown.a2dd6"));
        CLOUD.faults().refuse("GetNamespace", Status.RESOURCE_EXHAUSTED.withDescription("rate limit exceeded"), 1);
        assertThat(failure(calls.namespace(connection(), CALLER, NAME)).kind()).isEqualTo(Kind.THROTTLED);
        assertThat(count("OK") + count("NOT_FOUND") + count("RESOURCE_EXHAUSTED"))
                .isEqualTo(3);
        assertThat(registry.get("namespacecerts.cloud.throttled").counter().count())
                .isEqualTo(1);
    }

    @Test
    void aThrottledKeySlowsDown() throws Exception {
        CLOUD.faults().refuse("GetNamespace", Status.RESOURCE_EXHAUSTED.withDescription("rate limit exceeded"), 1);
        CloudCalls slow = calls(20, 4);
        failure(slow.namespace(connection(), CALLER, NAME));
        long start = System.nanoTime();
        CompletableFuture.allOf(IntStream.range(0, 10)
                        .mapToObj(i -> slow.namespace(connection(), CALLER, NAME))
                        .toArray(CompletableFuture<?>[]::new))
                .get(10, TimeUnit.SECONDS);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(850));
        slow.close();
    }

    @Test
    void twoConnectionsWithOneKeyShareItsRate() throws Exception {
        CloudCalls slow = calls(20, 4);
        Connection other = new Connection(
                "orders/cloud", CLOUD.address(), "a2dd6", new ApiKey(KEY), Optional.of(TemporalCloud.ca()));
        long start = System.nanoTime();
        List<CompletableFuture<Namespace>> answers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            answers.add(slow.namespace(connection(), CALLER, NAME));
            answers.add(slow.namespace(other, CALLER, NAME));
        }
        CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new)).get(10, TimeUnit.SECONDS);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(850));
        assertThat(slow.keys()).isEqualTo(1);
        slow.close();
    }

    @Test
    void anOperationWaitsUntilAnotherHasFinished() throws Exception {
        CloudCalls one = calls(1_000, 1);
        CLOUD.seed("second.a2dd6", TemporalCloud.ca());
        AsyncOperation first = get(send(one, update(one, NAME, "one")));
        CompletableFuture<AsyncOperation> second = send(one, update(one, "second.a2dd6", "two"));
        get(one.operation(connection(), CALLER, first.getId()));
        Thread.sleep(100);
        assertThat(second).isNotDone();
        assertThat(registry.get("namespacecerts.cloud.operations.inflight").gauges())
                .isNotEmpty();
        one.finished(connection(), "one");
        assertThat(get(second).getId()).isEqualTo("two");
        one.close();
    }

    @Test
    void anOperationThatWaitsDoesNotKeepReadsWaiting() throws Exception {
        CloudCalls one = calls(20, 1);
        CLOUD.seed("fifth.a2dd6", TemporalCloud.ca());
        get(send(one, update(one, NAME, "takes the place")));
        CompletableFuture<AsyncOperation> waiting = send(one, update(one, "fifth.a2dd6", "waits for it"));
        Thread.sleep(200); // it asked for its turn
        CompletableFuture.allOf(IntStream.range(0, 5)
                        .mapToObj(i -> one.namespace(connection(), CALLER, NAME))
                        .toArray(CompletableFuture<?>[]::new))
                .get(10, TimeUnit.SECONDS);
        assertThat(waiting).isNotDone();
        one.close();
    }

    @Test
    void anOperationThatWaitsCanBeWithdrawn() throws Exception {
        CloudCalls one = calls(1_000, 1);
        CLOUD.seed("third.a2dd6", TemporalCloud.ca());
        CLOUD.seed("fourth.a2dd6", TemporalCloud.ca());
        get(send(one, update(one, NAME, "running")));
        CompletableFuture<Void> turn = new CompletableFuture<>();
        CompletableFuture<AsyncOperation> waiting =
                one.update(connection(), CALLER, update(one, "third.a2dd6", "waiting"), turn);
        assertThat(turn.cancel(false)).isTrue();
        one.withdrawn(connection(), "waiting");
        one.finished(connection(), "running");
        assertThat(get(send(one, update(one, "fourth.a2dd6", "after the withdrawn one")))
                        .getId())
                .isEqualTo("after the withdrawn one");
        assertThat(waiting).isNotDone();
        assertThat(CLOUD.requests("UpdateNamespace", "third.a2dd6")).isEmpty();
        one.close();
    }

    @Test
    void aRefusedOperationTakesNoPlaceButADoubtfulOneDoes() throws Exception {
        CloudCalls one = calls(1_000, 1);
        UpdateNamespaceRequest request = update(one, NAME, "refused");
        CLOUD.faults().refuse("UpdateNamespace", Status.INVALID_ARGUMENT.withDescription("invalid"), 1);
        assertThat(failure(send(one, request)).kind()).isEqualTo(Kind.REFUSED);
        CLOUD.faults().refuse("UpdateNamespace", Status.UNAVAILABLE.withDescription("lost"), 1);
        assertThat(failure(send(one, request)).kind()).isEqualTo(Kind.UNAVAILABLE);
        CompletableFuture<AsyncOperation> next =
                send(one, request.toBuilder().setAsyncOperationId("next").build());
        Thread.sleep(100);
        assertThat(next).isNotDone();
        one.finished(connection(), "refused");
        get(next);
        one.close();
    }

    @Test
    void aCallWithoutAnAnswerFailsAfterTheDeadline() throws Exception {
        CLOUD.faults().stayingSilent("GetNamespace", 1);
        CloudCalls impatient = calls(1_000, 4, SHORT_DEADLINE);
        CloudException failure = failure(impatient.namespace(connection(), CALLER, NAME));
        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure.words()).isEqualTo("no answer in time");
        succeeds(impatient, connection());
        impatient.close();
    }

    /** One deadline, which is ten seconds in the operator, and the next call has a new connection. */
    @Test
    void aHalfOpenConnectionIsReplacedAfterOneDeadline() throws Exception {
        try (TcpProxy proxy = TcpProxy.before(CLOUD.address());
                CloudCalls impatient = calls(1_000, 4, SHORT_DEADLINE)) {
            Connection connection = connection(proxy.address(), TemporalCloud.ca());
            succeeds(impatient, connection);
            proxy.forget();
            assertThat(failure(impatient.namespace(connection, CALLER, NAME)).words())
                    .isEqualTo("no answer in time");
            succeeds(impatient, connection);
        }
    }

    /** An attempt may be under way that began before the service was back; gRPC's own back-off starts with a second. */
    @Test
    void theNextCallsAfterAFailureConnectAtOnce() throws Exception {
        try (TcpProxy proxy = TcpProxy.before(CLOUD.address())) {
            Connection connection = connection(proxy.address(), TemporalCloud.ca());
            proxy.refuse();
            for (int i = 0; i < MOST_TRIES; i++) {
                assertThat(failure(calls.namespace(connection, CALLER, NAME)).kind())
                        .isEqualTo(Kind.UNAVAILABLE);
            }
            proxy.restore();
            Thread.sleep(100);
            get(calls.namespace(connection, CALLER, NAME)
                    .exceptionallyCompose(underWay -> calls.namespace(connection, CALLER, NAME)));
        }
    }

    /** A restart sends GOAWAY. */
    @Test
    void aRestartOfTheServiceIsSurvived() throws Exception {
        get(calls.namespace(connection(), CALLER, NAME));
        CLOUD.restart();
        get(calls.namespace(connection(), CALLER, NAME));
    }

    @Test
    void afterTheEndCallsFail() throws Exception {
        get(calls.namespace(connection(), CALLER, NAME));
        calls.close();
        assertThat(failure(calls.namespace(connection(), CALLER, NAME)).words()).isEqualTo("the operator stops");
        assertThat(failure(send(calls, UpdateNamespaceRequest.getDefaultInstance()))
                        .kind())
                .isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void unusedKeysAreForgotten() throws Exception {
        for (int i = 0; i < 20; i++) {
            failure(calls.namespace(withKey("rotated-key-" + i), CALLER, NAME));
        }
        assertThat(calls.keys()).isEqualTo(20);
        ahead.addAndGet(Duration.ofMinutes(2).toNanos());
        get(calls.namespace(connection(), CALLER, NAME));
        assertThat(calls.keys()).isEqualTo(1);
    }

    private CloudCalls calls(int perSecond, int operations) {
        return calls(perSecond, operations, DEADLINE);
    }

    private CloudCalls calls(int perSecond, int operations, Duration deadline) {
        return new CloudCalls(registry, perSecond, operations, deadline, () -> System.nanoTime() + ahead.get());
    }

    /** Calls that a busy machine may delay beyond the short deadline. */
    private static void succeeds(CloudCalls calls, Connection connection) throws Exception {
        for (int i = 1; i < MOST_TRIES; i++) {
            try {
                get(calls.namespace(connection, CALLER, NAME));
                return;
            } catch (ExecutionException late) {
                assertThat(late).hasMessageContaining("no answer in time");
            }
        }
        get(calls.namespace(connection, CALLER, NAME));
    }

    private double count(String code) {
        return registry.get("namespacecerts.cloud.requests")
                .tags("method", "GetNamespace", "code", code)
                .counter()
                .count();
    }

    private static UpdateNamespaceRequest update(CloudCalls calls, String name, String id) throws Exception {
        Namespace before = get(calls.namespace(connection(), CALLER, name));
        return UpdateNamespaceRequest.newBuilder()
                .setNamespace(name)
                .setSpec(before.getSpec().toBuilder()
                        .setMtlsAuth(before.getSpec().getMtlsAuth().toBuilder()
                                .addCertificateFilters(
                                        CertificateFilterSpec.newBuilder().setCommonName("worker"))))
                .setResourceVersion(before.getResourceVersion())
                .setAsyncOperationId(id)
                .build();
    }

    private static Connection connection() {
        return connection(CLOUD.address(), TemporalCloud.ca());
    }

    private static Connection connection(String address, String ca) {
        return new Connection("payments/cloud", address, "a2dd6", new ApiKey(KEY), Optional.of(ca));
    }

    private static Connection withKey(String key) {
        return new Connection(
                "payments/cloud", CLOUD.address(), "a2dd6", new ApiKey(key), Optional.of(TemporalCloud.ca()));
    }

    private static <T> T get(CompletableFuture<T> answer) throws Exception {
        return answer.get(10, TimeUnit.SECONDS);
    }

    private static CloudException failure(CompletableFuture<?> answer) throws InterruptedException, TimeoutException {
        try {
            answer.get(10, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            return (CloudException) e.getCause();
        }
        throw new AssertionError("the call succeeded");
    }

    private static CompletableFuture<AsyncOperation> send(CloudCalls calls, UpdateNamespaceRequest request) {
        return calls.update(connection(), CALLER, request, new CompletableFuture<>());
    }
}
