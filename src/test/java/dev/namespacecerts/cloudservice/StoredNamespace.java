package dev.namespacecerts.cloudservice;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.namespacecerts.x509.PemBlock;
import dev.namespacecerts.x509.PemReader;
import dev.namespacecerts.x509.PemWriter;
import io.temporal.api.cloud.namespace.v1.CertificateFilterSpec;
import io.temporal.api.cloud.namespace.v1.HighAvailabilitySpec;
import io.temporal.api.cloud.namespace.v1.MtlsAuthSpec;
import io.temporal.api.cloud.namespace.v1.Namespace;
import io.temporal.api.cloud.namespace.v1.NamespaceSpec;
import io.temporal.api.cloud.operation.v1.AsyncOperation;
import io.temporal.api.cloud.resource.v1.ResourceState;
import java.util.Arrays;
import java.util.List;

/** A Namespace of the service. It is seeded with fields that no client of today knows, and notices if one changes. */
final class StoredNamespace {
    /** Fields of newer versions of NamespaceSpec: {@code encryption_validation} and {@code description}. */
    private static final int ENCRYPTION_VALIDATION = 15;

    private static final int DESCRIPTION = 16;
    private static final int OF_THE_FUTURE = 4_000;

    final String name;
    ResourceState state = ResourceState.RESOURCE_STATE_ACTIVE;
    NamespaceSpec spec;

    /** The spec that becomes visible when the operation ends; null if it is visible already. */
    NamespaceSpec coming;

    /** The operation in progress; empty for none. */
    String operation = "";

    private final ByteString foreign;
    private int version = 1;

    StoredNamespace(String name, String pem, List<CertificateFilterSpec> filters) {
        this.name = name;
        MtlsAuthSpec mtls = MtlsAuthSpec.newBuilder()
                .setEnabled(true)
                .setAcceptedClientCa(normal(ByteString.copyFromUtf8(pem)))
                .addAllCertificateFilters(filters.stream()
                        .map(filter -> filter.toBuilder()
                                .setUnknownFields(unknown("filter"))
                                .build())
                        .toList())
                .setUnknownFields(unknown("mtls_auth"))
                .build();
        spec = NamespaceSpec.newBuilder()
                .setName(name.substring(0, name.indexOf('.')))
                .addRegions("aws-eu-central-1")
                .setRetentionDays(30)
                .putCustomSearchAttributes("CustomerId", "Keyword")
                .setMtlsAuth(mtls)
                .setHighAvailability(HighAvailabilitySpec.newBuilder()
                        .setDisableManagedFailover(true)
                        .setUnknownFields(unknown("high_availability")))
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .mergeFrom(unknown("spec"))
                        .addField(ENCRYPTION_VALIDATION, text("encryption_validation"))
                        .addField(DESCRIPTION, text("description"))
                        .build())
                .build();
        foreign = foreign(spec);
    }

    private static UnknownFieldSet unknown(String where) {
        return UnknownFieldSet.newBuilder()
                .addField(OF_THE_FUTURE, text("of the future, in " + where))
                .build();
    }

    private static UnknownFieldSet.Field text(String value) {
        return UnknownFieldSet.Field.newBuilder()
                .addLengthDelimited(ByteString.copyFromUtf8(value))
                .build();
    }

    /** The spec without the CAs and filters. */
    static ByteString foreign(NamespaceSpec spec) {
        return spec.toBuilder()
                .setMtlsAuth(
                        spec.getMtlsAuth().toBuilder().clearAcceptedClientCa().clearCertificateFilters())
                .build()
                .toByteString();
    }

    /** Whether everything but the CAs and filters is as seeded, byte for byte. */
    boolean isForeignAsSeeded(NamespaceSpec other) {
        return foreign(other).equals(foreign);
    }

    Namespace message() {
        return Namespace.newBuilder()
                .setNamespace(name)
                .setResourceVersion(resourceVersion())
                .setSpec(spec)
                .setState(state)
                .setAsyncOperationId(operation)
                .build();
    }

    String resourceVersion() {
        return "v" + version;
    }

    void start(String id, NamespaceSpec wanted, boolean visibleAtOnce) {
        operation = id;
        state = ResourceState.RESOURCE_STATE_UPDATING;
        if (visibleAtOnce) {
            spec = wanted;
        } else {
            coming = wanted;
        }
    }

    void end(AsyncOperation.State how) {
        boolean done = how == AsyncOperation.State.STATE_FULFILLED;
        if (done && coming != null) {
            spec = coming;
        }
        coming = null;
        operation = "";
        version++;
        state = done ? ResourceState.RESOURCE_STATE_ACTIVE : ResourceState.RESOURCE_STATE_UPDATE_FAILED;
    }

    /** As the service stores PEM: in the order of the blocks, without other text. */
    static ByteString normal(ByteString pem) {
        List<byte[]> blocks = PemReader.read(pem.toByteArray()).stream()
                .map(PemBlock::der)
                .filter(der -> der != null)
                .toList();
        return ByteString.copyFrom(PemWriter.blocks(distinct(blocks)));
    }

    private static List<byte[]> distinct(List<byte[]> blocks) {
        return java.util.stream.IntStream.range(0, blocks.size())
                .filter(i -> java.util.stream.IntStream.range(0, i)
                        .noneMatch(j -> Arrays.equals(blocks.get(i), blocks.get(j))))
                .mapToObj(blocks::get)
                .toList();
    }
}
