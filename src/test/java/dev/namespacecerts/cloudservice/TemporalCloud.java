package dev.namespacecerts.cloudservice;

import com.google.protobuf.Message;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import io.grpc.Grpc;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.TlsServerCredentials;
import io.temporal.api.cloud.namespace.v1.CertificateFilterSpec;
import io.temporal.api.cloud.namespace.v1.MtlsAuthSpec;
import io.temporal.api.cloud.namespace.v1.NamespaceSpec;
import io.temporal.api.cloud.operation.v1.AsyncOperation;
import io.temporal.api.cloud.resource.v1.ResourceState;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** The service and its state. */
public final class TemporalCloud implements AutoCloseable {
    private static final HeldCertificate ROOT =
            CertificateBuilder.root("CN=Cloud Server Root").build();
    private static final HeldCertificate LEAF = CertificateBuilder.leaf("CN=localhost")
            .issuedBy(ROOT)
            .extendedKeyUsage(KeyPurposeId.id_kp_serverAuth)
            .subjectAlternativeName(new GeneralName(GeneralName.dNSName, "localhost"))
            .build();
    private static final int MOST_OPERATIONS = 10;

    /** Expiry of every API key. */
    public volatile Instant keyExpiry = Instant.now().plus(365, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);

    private final Map<String, StoredNamespace> namespaces = new LinkedHashMap<>();
    private final Map<String, AsyncOperation> operations = new HashMap<>();
    private final Map<String, ApiKeyRights> keys = new HashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final Faults faults = new Faults();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1, task -> {
        Thread thread = new Thread(task, "operations of Temporal Cloud");
        thread.setDaemon(true);
        return thread;
    });
    private Server server;
    private int inFlight;
    private int mostInFlight;

    /**
     * What an API key may do.
     *
     * @param name for the records of requests
     * @param read names of the Namespaces that it may read; empty for all
     * @param update names of the Namespaces that it may update; empty for all
     */
    record ApiKeyRights(String name, List<String> read, List<String> update, boolean readOnly) {}

    public TemporalCloud() {
        start(0);
    }

    private void start(int port) {
        try {
            server = Grpc.newServerBuilderForPort(
                            port,
                            TlsServerCredentials.create(stream(LEAF.pem() + ROOT.pem()), stream(LEAF.privateKeyPem())))
                    .addService(new CloudApi(this))
                    .intercept(new Checks(this))
                    .permitKeepAliveTime(1, TimeUnit.SECONDS)
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ByteArrayInputStream stream(String pem) {
        return new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
    }

    /** Restarts on the same port. The state is kept. */
    public void restart() {
        int port = server.getPort();
        server.shutdownNow();
        try {
            server.awaitTermination();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        start(port);
    }

    /** Host and port. */
    public String address() {
        return "localhost:" + server.getPort();
    }

    /** PEM of the root that issued the server certificate. */
    public static String ca() {
        return ROOT.pem();
    }

    /** Accepts an API key, which may read and update every Namespace. */
    public synchronized void addKey(String value, String name) {
        keys.put(value, new ApiKeyRights(name, List.of(), List.of(), false));
    }

    /** Accepts an API key that may only read. */
    public synchronized void addReadOnlyKey(String value, String name) {
        keys.put(value, new ApiKeyRights(name, List.of(), List.of(), true));
    }

    /** Accepts an API key for some Namespaces. */
    public synchronized void addKeyFor(String value, String name, String... temporalNamespaces) {
        keys.put(value, new ApiKeyRights(name, List.of(temporalNamespaces), List.of(temporalNamespaces), false));
    }

    /** Does not accept an API key any more. */
    public synchronized void removeKey(String value) {
        keys.remove(value);
    }

    synchronized ApiKeyRights rights(String value) {
        return keys.get(value);
    }

    /** Creates a Namespace with fields that no client of today knows. */
    public synchronized void seed(String name, String pem, CertificateFilterSpec... filters) {
        namespaces.put(name, new StoredNamespace(name, pem, List.of(filters)));
    }

    /** What another client makes of a Namespace, at once. */
    public synchronized void change(String name, java.util.function.UnaryOperator<MtlsAuthSpec.Builder> change) {
        StoredNamespace stored = find(name);
        stored.spec = stored.spec.toBuilder()
                .setMtlsAuth(change.apply(stored.spec.getMtlsAuth().toBuilder()))
                .build();
        stored.end(AsyncOperation.State.STATE_FULFILLED);
    }

    public synchronized void state(String name, ResourceState state) {
        find(name).state = state;
    }

    public synchronized void delete(String name) {
        namespaces.remove(name);
    }

    /** What a Namespace accepts. */
    public synchronized MtlsAuthSpec mtls(String name) {
        return find(name).spec.getMtlsAuth();
    }

    public Faults faults() {
        return faults;
    }

    /** The requests of a method, in order. */
    public List<Request> requests(String method) {
        return requests.stream()
                .filter(request -> request.method().equals(method))
                .toList();
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    public void forgetRequests() {
        requests.clear();
    }

    /** Everything that a client did that it must never do. */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    public synchronized int mostInFlight() {
        return mostInFlight;
    }

    void record(Request request) {
        requests.add(request);
    }

    void violation(String what) {
        violations.add(what);
    }

    synchronized StoredNamespace find(String name) {
        StoredNamespace found = namespaces.get(name);
        if (found == null) {
            throw Status.NOT_FOUND
                    .withDescription("namespace " + name + " not found")
                    .asRuntimeException();
        }
        return found;
    }

    synchronized Collection<StoredNamespace> all() {
        return new ArrayList<>(namespaces.values());
    }

    void mayRead(String name) {
        ApiKeyRights rights = Checks.RIGHTS.get();
        if (!rights.read().isEmpty() && !rights.read().contains(name)) {
            throw Status.PERMISSION_DENIED
                    .withDescription("request unauthorized")
                    .asRuntimeException();
        }
    }

    private static void mayUpdate(String name) {
        ApiKeyRights rights = Checks.RIGHTS.get();
        if (rights.readOnly() || (!rights.update().isEmpty() && !rights.update().contains(name))) {
            throw Status.PERMISSION_DENIED
                    .withDescription("request unauthorized")
                    .asRuntimeException();
        }
    }

    synchronized AsyncOperation operation(String id) {
        AsyncOperation found = operations.get(id);
        if (found == null) {
            throw Status.NOT_FOUND
                    .withDescription("operation " + id + " not found")
                    .asRuntimeException();
        }
        return found;
    }

    synchronized AsyncOperation update(String name, NamespaceSpec spec, String version, String id) {
        mayUpdate(name);
        StoredNamespace stored = find(name);
        if (operations.containsKey(id)) {
            if (faults.repeated != null) {
                throw faults.repeated
                        .withDescription("operation " + id + " exists")
                        .asRuntimeException();
            }
            return operations.get(id);
        }
        if (!stored.operation.isEmpty()) {
            throw faults.conflict
                    .withDescription("another operation is in progress: " + stored.operation)
                    .asRuntimeException();
        }
        if (!stored.resourceVersion().equals(version)) {
            throw faults.conflict
                    .withDescription("resource version " + version + " is not the latest, " + stored.resourceVersion())
                    .asRuntimeException();
        }
        check(stored, spec);
        NamespaceSpec wanted = spec.toBuilder()
                .setMtlsAuth(spec.getMtlsAuth().toBuilder()
                        .setAcceptedClientCa(
                                StoredNamespace.normal(spec.getMtlsAuth().getAcceptedClientCa())))
                .build();
        if (wanted.equals(stored.spec)) {
            throw Status.INVALID_ARGUMENT.withDescription("nothing to change").asRuntimeException();
        }
        CaRefusals.of(spec.getMtlsAuth(), Instant.now()).ifPresent(words -> {
            throw Status.INVALID_ARGUMENT.withDescription(words).asRuntimeException();
        });
        if (inFlight >= MOST_OPERATIONS) {
            throw Status.RESOURCE_EXHAUSTED
                    .withDescription("too many operations in progress in the account")
                    .asRuntimeException();
        }
        return start(stored, wanted, id);
    }

    private AsyncOperation start(StoredNamespace stored, NamespaceSpec wanted, String id) {
        inFlight++;
        mostInFlight = Math.max(mostInFlight, inFlight);
        stored.start(id, wanted, faults.visibleAtOnce);
        AsyncOperation.Builder operation =
                AsyncOperation.newBuilder().setId(id).setState(AsyncOperation.State.STATE_IN_PROGRESS);
        if (faults.checkDuration != null) {
            operation.setCheckDuration(com.google.protobuf.Duration.newBuilder()
                    .setSeconds(faults.checkDuration.toSeconds())
                    .setNanos(faults.checkDuration.toNanosPart()));
        }
        operations.put(id, operation.build());
        Duration duration = faults.duration;
        if (duration != null) {
            timer.schedule(() -> end(stored, id), duration.toMillis(), TimeUnit.MILLISECONDS);
        }
        return operation.build();
    }

    private synchronized void end(StoredNamespace stored, String id) {
        inFlight--;
        stored.end(faults.outcome);
        operations.compute(
                id,
                (key, before) -> faults.forget
                        ? null
                        : before.toBuilder()
                                .setState(faults.outcome)
                                .setFailureReason(faults.failureReason)
                                .build());
    }

    /** What no client may do, whatever the service would answer. */
    private void check(StoredNamespace stored, NamespaceSpec spec) {
        if (!stored.isForeignAsSeeded(spec)) {
            violations.add(stored.name + ": something other than CAs and filters was changed");
        }
        for (CertificateFilterSpec filter : spec.getMtlsAuth().getCertificateFiltersList()) {
            CertificateFilterSpec known = filter.toBuilder()
                    .setUnknownFields(com.google.protobuf.UnknownFieldSet.getDefaultInstance())
                    .build();
            boolean changed = stored.spec.getMtlsAuth().getCertificateFiltersList().stream()
                    .anyMatch(before -> before.toBuilder()
                                    .setUnknownFields(com.google.protobuf.UnknownFieldSet.getDefaultInstance())
                                    .build()
                                    .equals(known)
                            && !before.equals(filter));
            if (changed) {
                violations.add(stored.name + ": a filter that stays lost a field");
            }
        }
    }

    static String show(Message message) {
        return message.toString();
    }

    @Override
    public void close() {
        server.shutdownNow();
        timer.shutdownNow();
    }
}
