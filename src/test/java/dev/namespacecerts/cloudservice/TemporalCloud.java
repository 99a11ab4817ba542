package dev.namespacecerts.cloudservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ServerServiceDefinition;
import io.temporal.api.cloud.namespace.v1.CertificateFilterSpec;
import io.temporal.api.cloud.namespace.v1.MtlsAuthSpec;
import io.temporal.api.cloud.namespace.v1.Namespace;
import io.temporal.api.cloud.resource.v1.ResourceState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.UnaryOperator;

/** The service, with one account. A test ends with {@link #assertForeignUntouched}. */
public final class TemporalCloud implements AutoCloseable {
    /** Expiry of every API key without one of its own. */
    public volatile Instant keyExpiry = Instant.now().plus(365, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);

    private final Clock clock = Clock.systemUTC();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(8, task -> {
        Thread thread = new Thread(task, "test-temporal-cloud");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, ApiKey> keys = new ConcurrentHashMap<>();
    private final Faults faults = new Faults();
    private final Violations violations = new Violations();
    private final RequestLog log = new RequestLog();
    private final CloudState state = new CloudState(clock, faults, violations);
    private final Calls calls = new Calls(clock, keys::get, log, faults, violations, threads);
    private final CloudServer server;

    public TemporalCloud() {
        List<ServerServiceDefinition> services = new ArrayList<>(new OlderEndpoint(calls, state).services());
        services.add(new CloudEndpoint(calls, state, () -> keyExpiry).bindService());
        server = new CloudServer(services, calls, threads);
        server.start();
    }

    /** Listens again after {@link #stop}, on the same port. What is stored has stayed. */
    public void start() {
        server.start();
    }

    /** Cuts all connections and listens no more. */
    public void stop() {
        server.stop();
    }

    /** Restarts on the same port. The state is kept. */
    public void restart() {
        stop();
        start();
    }

    /** Sends GOAWAY: running calls are answered, new ones need a new connection. */
    public void goAway() {
        server.goAway();
    }

    /** Host and port. */
    public String address() {
        return "localhost:" + server.port();
    }

    /** PEM of the root that issued the server certificate. */
    public static String ca() {
        return CloudServer.ROOT.pem();
    }

    /** Accepts an API key, which may read and update every Namespace. */
    public void addKey(String value, String name) {
        keys.put(value, new ApiKey(name, Set.of(), Set.of(), false, false, Optional.empty()));
    }

    /** Accepts an API key that may only read. */
    public void addReadOnlyKey(String value, String name) {
        keys.put(value, new ApiKey(name, Set.of(), Set.of(), true, false, Optional.empty()));
    }

    /** Accepts an API key for some Namespaces. */
    public void addKeyFor(String value, String name, String... temporalNamespaces) {
        Set<String> named = Set.of(temporalNamespaces);
        keys.put(value, new ApiKey(name, named, named, false, false, Optional.empty()));
    }

    /** Accepts an API key of a client that may change other things than CAs and filters, as Terraform does. */
    public void addOwnerKey(String value, String name) {
        keys.put(value, new ApiKey(name, Set.of(), Set.of(), false, true, Optional.empty()));
    }

    /** Lets an API key expire at a time of its own. */
    public void expireKey(String value, Instant time) {
        keys.computeIfPresent(
                value,
                (same, key) -> new ApiKey(
                        key.name(), key.read(), key.update(), key.readOnly(), key.changesAll(), Optional.of(time)));
    }

    /** Does not accept an API key any more. */
    public void removeKey(String value) {
        keys.remove(value);
    }

    /** Creates a Namespace with fields that no client of today knows. Its CAs and filters are not checked. */
    public void seed(String name, String pem, CertificateFilterSpec... filters) {
        state.seed(Seeds.namespace(name, pem, filters));
    }

    /** Creates a Namespace as it is given. */
    public void seed(Namespace namespace) {
        state.seed(namespace);
    }

    /** What another client makes of a Namespace, at once. What is not of a bundle counts as seeded afterwards. */
    public void change(String name, UnaryOperator<MtlsAuthSpec.Builder> change) {
        state.with(
                name,
                stored -> stored.change(spec -> spec.toBuilder()
                        .setMtlsAuth(change.apply(spec.getMtlsAuth().toBuilder()))
                        .build()));
    }

    public void state(String name, ResourceState other) {
        state.with(name, stored -> stored.become(other));
    }

    public void delete(String name) {
        state.forget(name);
    }

    /** Answers PERMISSION_DENIED for a Namespace for a while, as for one that was just created. */
    public void unauthorizedFor(String name, Duration duration) {
        state.with(name, stored -> stored.knownFrom = clock.instant().plus(duration));
    }

    /** Ends the operation that is in progress, for example an endless one. */
    public void finishOperation(String name, Outcome outcome) {
        state.with(name, stored -> stored.running().ifPresent(running -> running.finish(outcome)));
    }

    /** A Namespace as stored, with all fields. */
    public Namespace namespace(String name) {
        return state.stored(name);
    }

    /** What a Namespace accepts. */
    public MtlsAuthSpec mtls(String name) {
        return namespace(name).getSpec().getMtlsAuth();
    }

    /** The filters of a Namespace. */
    public List<CertificateFilterSpec> filters(String name) {
        return mtls(name).getCertificateFiltersList();
    }

    /** What each operation that was started makes of a Namespace, in no order. */
    public List<MtlsAuthSpec> changes(String name) {
        return state.changes(name);
    }

    public Faults faults() {
        return faults;
    }

    /** All requests, in order. */
    public List<Request> requests() {
        return log.all();
    }

    /** The requests of a method, in order. */
    public List<Request> requests(String method) {
        return requests().stream()
                .filter(request -> request.method().equals(method))
                .toList();
    }

    /** The requests of a method for a Namespace, in order. */
    public List<Request> requests(String method, String namespace) {
        return requests(method).stream()
                .filter(request -> request.namespace().equals(namespace))
                .toList();
    }

    /** Forgets the requests, and how many of them a second had. */
    public void forgetRequests() {
        log.clear();
    }

    /** The most requests within any second with an API key of this name. */
    public int mostRequestsInASecond(String key) {
        return log.mostInASecond(key);
    }

    /** The most requests within any second with all keys. */
    public int mostRequestsInASecond() {
        return log.mostInASecond();
    }

    /** The most operations that were in progress at the same time. */
    public int mostInFlight() {
        return state.mostOperations();
    }

    /** Everything that a client did that it must never do. */
    public List<String> violations() {
        return violations.all();
    }

    /** The violations, which are then forgotten. */
    List<String> takeViolations() {
        return violations.take();
    }

    /** Everything but CAs and filters is byte for byte as seeded, and no client did what it must never do. */
    public void assertForeignUntouched() {
        assertThat(state.touched()).as("Namespaces with changed fields").isEmpty();
        assertThat(violations()).isEmpty();
    }

    @Override
    public void close() {
        server.stop();
        threads.shutdownNow();
    }
}
