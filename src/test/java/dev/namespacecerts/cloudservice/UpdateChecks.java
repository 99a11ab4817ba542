package dev.namespacecerts.cloudservice;

import com.google.protobuf.ByteString;
import com.google.protobuf.TextFormat;
import io.grpc.Status;
import io.temporal.api.cloud.cloudservice.v1.UpdateNamespaceRequest;
import io.temporal.api.cloud.namespace.v1.CertificateFilterSpec;
import io.temporal.api.cloud.namespace.v1.MtlsAuthSpec;
import io.temporal.api.cloud.namespace.v1.NamespaceSpec;
import java.time.Instant;

/** What the service refuses of an update, and what it accepts although no client of a bundle may send it. */
final class UpdateChecks {
    private static final int MOST_FILTERS = 25;

    private UpdateChecks() {}

    /** Records what a client must not send at all. */
    static void violations(String key, UpdateNamespaceRequest request, Violations violations) {
        String update = key + ": the update of " + request.getNamespace() + " ";
        MtlsAuthSpec mtls = request.getSpec().getMtlsAuth();
        if (!mtls.getAcceptedClientCaDeprecated().isEmpty()) {
            violations.add(update + "sets accepted_client_ca_deprecated");
        }
        if (mtls.getAcceptedClientCa().isEmpty()) {
            violations.add(update + "removes the last CA");
        }
        if (request.getResourceVersion().isEmpty()) {
            violations.add(update + "has no resource_version");
        }
        if (request.getAsyncOperationId().isEmpty()) {
            violations.add(update + "has no async_operation_id");
        }
    }

    /** Records changes of other things than CAs and filters, and filters that stay but are another message. */
    static void violations(String key, UpdateNamespaceRequest request, NamespaceSpec before, Violations violations) {
        NamespaceSpec sent = request.getSpec();
        String name = request.getNamespace();
        if (!ForeignContent.of(sent).equals(ForeignContent.of(before))) {
            violations.add(key + ": changes of " + name + " what is not of a bundle:\n"
                    + TextFormat.printer().printToString(ForeignContent.withoutOurs(before)) + "-- was sent as\n"
                    + TextFormat.printer().printToString(ForeignContent.withoutOurs(sent)));
        }
        for (CertificateFilterSpec filter : ForeignContent.rewritten(before, sent)) {
            violations.add(key + ": rewrites a filter of " + name + " that stays:\n" + filter);
        }
    }

    /** The spec to store if it passes the checks. */
    static NamespaceSpec normalised(NamespaceSpec sent, NamespaceSpec before) {
        NamespaceSpec.Builder spec = ForeignContent.withNewerFields(sent, before).toBuilder();
        ByteString pem = sent.getMtlsAuth().getAcceptedClientCa();
        if (!pem.isEmpty()) {
            spec.getMtlsAuthBuilder()
                    .setAcceptedClientCa(
                            ByteString.copyFromUtf8(CertificateCheck.pem(CertificateCheck.blocks(pem.toStringUtf8()))));
        }
        return spec.build();
    }

    /** Refuses CAs and filters that the service does not accept. */
    static void check(MtlsAuthSpec mtls, Instant now, boolean byGo) {
        if (mtls.getCertificateFiltersCount() > MOST_FILTERS) {
            throw CloudState.error(
                    Status.Code.INVALID_ARGUMENT, "number of certificate filters exceeds the limit of " + MOST_FILTERS);
        }
        if (!mtls.getAcceptedClientCa().isEmpty()) {
            CertificateCheck.check(mtls.getAcceptedClientCa().toStringUtf8(), now, byGo);
        } else if (mtls.getEnabled()) {
            throw CloudState.error(
                    Status.Code.INVALID_ARGUMENT, "accepted client ca is required when mtls auth is enabled");
        }
    }
}
