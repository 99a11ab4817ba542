package dev.namespacecerts.cloudservice;

import com.google.protobuf.ByteString;
import io.temporal.api.cloud.namespace.v1.Namespace;
import io.temporal.api.cloud.namespace.v1.NamespaceSpec;
import io.temporal.api.cloud.resource.v1.ResourceState;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A Namespace as the service keeps it, with fields that no client of the tests knows. */
final class StoredNamespace {
    private Namespace stored;
    private ByteString foreignSpec;
    private ByteString foreignRest;
    private Optional<Operation> operation = Optional.empty();
    private boolean keepsForeign = true;
    Instant knownFrom = Instant.MIN;

    StoredNamespace(Namespace seeded) {
        stored = seeded.toBuilder().setResourceVersion(version()).build();
        keepForeign();
    }

    /** From now on, what is foreign is as it is now. */
    void keepForeign() {
        foreignSpec = ForeignContent.of(stored.getSpec());
        foreignRest = rest();
    }

    boolean foreignIsUntouched() {
        return foreignSpec.equals(ForeignContent.of(stored.getSpec())) && foreignRest.equals(rest());
    }

    /** What no update changes, beside the spec. */
    private ByteString rest() {
        return ForeignContent.bytes(stored.toBuilder()
                .clearSpec()
                .clearResourceVersion()
                .clearState()
                .clearAsyncOperationId()
                .build());
    }

    String name() {
        return stored.getNamespace();
    }

    NamespaceSpec spec() {
        return stored.getSpec();
    }

    String resourceVersion() {
        return stored.getResourceVersion();
    }

    ResourceState state() {
        return stored.getState();
    }

    /** The operation that runs. */
    Optional<Operation> running() {
        return operation.filter(Operation::runs);
    }

    /** @param takesOver whether what is foreign is afterwards as this operation leaves it */
    void start(Operation started, boolean takesOver) {
        keepsForeign = !takesOver;
        operation = Optional.of(started);
        stored = stored.toBuilder()
                .setState(ResourceState.RESOURCE_STATE_UPDATING)
                .setAsyncOperationId(started.id)
                .build();
    }

    /** Ends the operation if its time is over. */
    void settle(Instant now, boolean versionMovesOnFailure) {
        operation.filter(running -> running.endsBy(now)).ifPresent(over -> {
            over.end();
            Namespace.Builder builder = stored.toBuilder().clearAsyncOperationId();
            if (over.outcome.commits()) {
                builder.setSpec(over.spec);
            }
            if (over.outcome.commits() || versionMovesOnFailure) {
                builder.setResourceVersion(version());
            }
            builder.setState(
                    over.outcome == Outcome.FAILED
                            ? ResourceState.RESOURCE_STATE_UPDATE_FAILED
                            : ResourceState.RESOURCE_STATE_ACTIVE);
            stored = builder.build();
            if (!keepsForeign) {
                keepForeign();
            }
        });
    }

    /** A change by somebody else, at once. */
    void change(UnaryOperator<NamespaceSpec> change) {
        stored = stored.toBuilder()
                .setSpec(change.apply(stored.getSpec()))
                .setResourceVersion(version())
                .build();
        keepForeign();
    }

    void become(ResourceState state) {
        stored = stored.toBuilder().setState(state).build();
    }

    /** What a read shows, with all fields. */
    Namespace shown(boolean specVisibleAtOnce) {
        return running()
                .filter(running -> specVisibleAtOnce)
                .map(running -> stored.toBuilder().setSpec(running.spec).build())
                .orElse(stored);
    }

    private static String version() {
        return UUID.randomUUID().toString();
    }
}
