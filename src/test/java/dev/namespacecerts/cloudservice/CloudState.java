package dev.namespacecerts.cloudservice;

import com.google.protobuf.TextFormat;
import com.google.protobuf.UnknownFieldSet;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.cloud.cloudservice.v1.UpdateNamespaceRequest;
import io.temporal.api.cloud.namespace.v1.MtlsAuthSpec;
import io.temporal.api.cloud.namespace.v1.Namespace;
import io.temporal.api.cloud.namespace.v1.NamespaceSpec;
import io.temporal.api.cloud.operation.v1.AsyncOperation;
import io.temporal.api.cloud.resource.v1.ResourceState;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The Namespaces and operations, over which all services work. */
final class CloudState {
    private static final int MOST_OPERATIONS = 10;

    private final Map<String, StoredNamespace> namespaces = new TreeMap<>();
    private final Map<String, Operation> operations = new TreeMap<>();
    private final Clock clock;
    private final Faults faults;
    private final Violations violations;
    private int mostOperations;

    CloudState(Clock clock, Faults faults, Violations violations) {
        this.clock = clock;
        this.faults = faults;
        this.violations = violations;
    }

    synchronized void seed(Namespace namespace) {
        namespaces.put(namespace.getNamespace(), new StoredNamespace(namespace));
    }

    /** What a test does to a Namespace, beside all clients. */
    synchronized void with(String name, Consumer<StoredNamespace> work) {
        settle();
        work.accept(find(name));
    }

    synchronized void forget(String name) {
        namespaces.remove(name);
    }

    /** A Namespace with all fields, as it is. */
    synchronized Namespace stored(String name) {
        settle();
        return find(name).shown(false);
    }

    private StoredNamespace find(String name) {
        StoredNamespace found = namespaces.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no Namespace " + name + " was seeded");
        }
        return found;
    }

    synchronized Namespace read(ApiKey key, String name) {
        return shown(readable(key, name));
    }

    synchronized List<Namespace> readAll(ApiKey key) {
        settle();
        return namespaces.values().stream()
                .filter(namespace -> key.mayRead(namespace.name()))
                .map(this::shown)
                .toList();
    }

    synchronized AsyncOperation operation(ApiKey key, String id) {
        settle();
        Operation operation = operations.get(id);
        if (operation == null || operation.outcome == Outcome.FORGOTTEN) {
            throw error(Status.Code.NOT_FOUND, "async operation not found");
        }
        if (!key.mayRead(operation.request.getNamespace())) {
            throw unauthorized();
        }
        return message(operation);
    }

    /** Starts an update by a client that knows the API of today. */
    synchronized AsyncOperation update(ApiKey key, UpdateNamespaceRequest request) {
        StoredNamespace namespace = writable(key, request.getNamespace());
        if (!key.changesAll()) {
            UpdateChecks.violations(key.name(), request, violations);
            if (namespace.running().isEmpty() && request.getResourceVersion().equals(namespace.resourceVersion())) {
                UpdateChecks.violations(key.name(), request, shown(namespace).getSpec(), violations);
            }
        }
        return start(key, namespace, request);
    }

    /** Starts an update by a client that knows only some fields. */
    synchronized AsyncOperation change(
            ApiKey key, String name, UnaryOperator<NamespaceSpec> change, String resourceVersion, String id) {
        StoredNamespace namespace = writable(key, name);
        return start(
                key,
                namespace,
                UpdateNamespaceRequest.newBuilder()
                        .setNamespace(name)
                        .setSpec(change.apply(namespace.spec()))
                        .setResourceVersion(resourceVersion)
                        .setAsyncOperationId(id)
                        .build());
    }

    private AsyncOperation start(ApiKey key, StoredNamespace namespace, UpdateNamespaceRequest request) {
        Operation same = operations.get(request.getAsyncOperationId());
        if (same != null) {
            return repeated(key, same, request);
        }
        checkConflicts(namespace, request);
        NamespaceSpec spec = UpdateChecks.normalised(request.getSpec(), namespace.spec());
        if (spec.equals(namespace.spec())) {
            throw error(Status.Code.INVALID_ARGUMENT, "nothing to change");
        }
        UpdateChecks.check(spec.getMtlsAuth(), clock.instant(), faults.judgedByGo);
        if (running() >= MOST_OPERATIONS) {
            throw error(
                    Status.Code.RESOURCE_EXHAUSTED,
                    "rate limit exceeded for principal " + key.name() + ": too many async operations in flight");
        }
        String id =
                request.getAsyncOperationId().isEmpty() ? UUID.randomUUID().toString() : request.getAsyncOperationId();
        Operation operation =
                new Operation(id, request, spec, faults.outcomeOf(namespace.name()), clock.instant(), faults.length());
        operations.put(id, operation);
        namespace.start(operation, key.changesAll());
        mostOperations = Math.max(mostOperations, running());
        return message(operation);
    }

    private AsyncOperation repeated(ApiKey key, Operation same, UpdateNamespaceRequest request) {
        if (!same.request.equals(request)) {
            violations.add(key.name() + ": repeats operation id " + same.id + " with another request");
            throw error(Status.Code.ALREADY_EXISTS, "async operation id was used for another request");
        }
        if (faults.repeated != null) {
            throw faults.repeated
                    .withDescription("async operation already exists")
                    .asRuntimeException();
        }
        return message(same);
    }

    private void checkConflicts(StoredNamespace namespace, UpdateNamespaceRequest request) {
        if (namespace.running().isPresent()) {
            Status status = faults.operationConflict == null ? faults.conflict : faults.operationConflict;
            throw status.withDescription("another operation is in progress for this namespace")
                    .asRuntimeException();
        }
        if (namespace.state() != ResourceState.RESOURCE_STATE_ACTIVE
                && namespace.state() != ResourceState.RESOURCE_STATE_UPDATE_FAILED) {
            throw error(Status.Code.FAILED_PRECONDITION, "namespace is not active");
        }
        if (!request.getResourceVersion().equals(namespace.resourceVersion())) {
            throw faults.conflict
                    .withDescription("resource version does not match")
                    .asRuntimeException();
        }
    }

    private StoredNamespace writable(ApiKey key, String name) {
        StoredNamespace namespace = readable(key, name);
        if (!key.mayUpdate(name)) {
            throw unauthorized();
        }
        return namespace;
    }

    private StoredNamespace readable(ApiKey key, String name) {
        settle();
        StoredNamespace namespace = namespaces.get(name);
        if (!key.mayRead(name) || (namespace != null && clock.instant().isBefore(namespace.knownFrom))) {
            throw unauthorized();
        }
        if (namespace == null) {
            throw error(Status.Code.NOT_FOUND, "namespace not found");
        }
        return namespace;
    }

    private Namespace shown(StoredNamespace namespace) {
        Namespace shown = namespace.shown(faults.visibleAtOnce);
        return faults.newerFieldsHidden
                ? shown.toBuilder()
                        .setUnknownFields(UnknownFieldSet.getDefaultInstance())
                        .setSpec(ForeignContent.withoutNewerFields(shown.getSpec()))
                        .build()
                : shown;
    }

    private AsyncOperation message(Operation operation) {
        return operation.message(clock.instant(), Optional.ofNullable(faults.checkDuration), faults.failureReason);
    }

    /** Ends what is over, and looks at what it left. */
    private void settle() {
        Instant now = clock.instant();
        for (StoredNamespace namespace : namespaces.values()) {
            boolean ran = namespace.running().isPresent();
            namespace.settle(now, faults.versionMovesOnFailure);
            if (ran && namespace.running().isEmpty() && !namespace.foreignIsUntouched()) {
                violations.add("an update left changes in " + namespace.name() + " that are not of a bundle:\n"
                        + TextFormat.printer().printToString(namespace.spec()));
            }
        }
    }

    private int running() {
        return (int) namespaces.values().stream()
                .filter(namespace -> namespace.running().isPresent())
                .count();
    }

    /** What each operation that was started makes of a Namespace. */
    synchronized List<MtlsAuthSpec> changes(String name) {
        return operations.values().stream()
                .filter(operation -> operation.request.getNamespace().equals(name))
                .map(operation -> operation.spec.getMtlsAuth())
                .toList();
    }

    synchronized int mostOperations() {
        return mostOperations;
    }

    synchronized List<String> touched() {
        settle();
        return namespaces.values().stream()
                .filter(namespace -> !namespace.foreignIsUntouched())
                .map(StoredNamespace::name)
                .toList();
    }

    static StatusRuntimeException unauthorized() {
        return error(Status.Code.PERMISSION_DENIED, "request unauthorized");
    }

    static StatusRuntimeException error(Status.Code code, String text) {
        return code.toStatus().withDescription(text).asRuntimeException();
    }
}
