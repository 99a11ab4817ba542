package dev.namespacecerts.cloud;

import com.google.protobuf.ByteString;
import dev.namespacecerts.sync.AcceptedCa;
import dev.namespacecerts.sync.Change;
import dev.namespacecerts.sync.CloudFilter;
import dev.namespacecerts.sync.CloudNamespace;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.CertificateFormatException;
import dev.namespacecerts.x509.Digests;
import dev.namespacecerts.x509.KnownCertificates;
import dev.namespacecerts.x509.PemBlock;
import dev.namespacecerts.x509.PemReader;
import dev.namespacecerts.x509.PemWriter;
import io.temporal.api.cloud.cloudservice.v1.UpdateNamespaceRequest;
import io.temporal.api.cloud.namespace.v1.CertificateFilterSpec;
import io.temporal.api.cloud.namespace.v1.MtlsAuthSpec;
import io.temporal.api.cloud.namespace.v1.Namespace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads what a Temporal Cloud Namespace has, and makes the request that changes it. A request is the message that was received,
 * with other CAs and filters: an update replaces the whole spec, and fields that this version does not know must stay.
 */
final class CloudMessages {
    private static final String STATE = "RESOURCE_STATE_";
    private static final String SHA_256 = "sha256:";

    private CloudMessages() {}

    static CloudNamespace read(Namespace message, Instant now) {
        MtlsAuthSpec mtls = message.getSpec().getMtlsAuth();
        List<PemBlock> blocks = PemReader.read(mtls.getAcceptedClientCa().toByteArray());
        Map<String, AcceptedCa> cas = new LinkedHashMap<>();
        blocks.stream()
                .map(PemBlock::der)
                .filter(der -> der != null)
                .map(CloudMessages::accepted)
                .forEach(ca -> cas.putIfAbsent(ca.fingerprint(), ca));
        return new CloudNamespace(
                state(message),
                message.getSpec().hasMtlsAuth() && mtls.getEnabled(),
                message.getResourceVersion(),
                Optional.of(message.getAsyncOperationId()).filter(id -> !id.isEmpty()),
                List.copyOf(cas.values()),
                mtls.getCertificateFiltersList().stream()
                        .map(CloudMessages::filter)
                        .distinct()
                        .toList(),
                blocks.stream().allMatch(block -> block.der() != null),
                now);
    }

    /** The message with a change. */
    static UpdateNamespaceRequest update(Namespace message, Change change, String operation) {
        MtlsAuthSpec before = message.getSpec().getMtlsAuth();
        Stream<byte[]> staying = PemReader.read(before.getAcceptedClientCa().toByteArray()).stream()
                .map(PemBlock::der)
                .filter(der -> !change.remove().contains(fingerprint(der)));
        List<byte[]> cas = Stream.concat(staying, change.add().stream().map(Certificate::der))
                .toList();
        MtlsAuthSpec.Builder mtls = before.toBuilder().setAcceptedClientCa(ByteString.copyFrom(PemWriter.blocks(cas)));
        List<CertificateFilterSpec> filters = new ArrayList<>(before.getCertificateFiltersList());
        filters.removeIf(filter -> change.removeFilters().contains(filter(filter)));
        change.addFilters().stream().map(CloudMessages::filter).forEach(filters::add);
        mtls.clearCertificateFilters().addAllCertificateFilters(filters);
        return UpdateNamespaceRequest.newBuilder()
                .setNamespace(message.getNamespace())
                .setSpec(message.getSpec().toBuilder().setMtlsAuth(mtls))
                .setResourceVersion(message.getResourceVersion())
                .setAsyncOperationId(operation)
                .build();
    }

    private static AcceptedCa accepted(byte[] der) {
        try {
            Certificate certificate = KnownCertificates.parse(der);
            return new AcceptedCa(certificate.fingerprint(), Optional.of(certificate));
        } catch (CertificateFormatException e) {
            return new AcceptedCa(fingerprint(der), Optional.empty());
        }
    }

    private static String fingerprint(byte[] der) {
        return Digests.sha256(der).substring(SHA_256.length());
    }

    private static CloudFilter filter(CertificateFilterSpec filter) {
        return new CloudFilter(
                filter.getCommonName(),
                filter.getOrganization(),
                filter.getOrganizationalUnit(),
                filter.getSubjectAlternativeName());
    }

    private static CertificateFilterSpec filter(CloudFilter filter) {
        return CertificateFilterSpec.newBuilder()
                .setCommonName(filter.commonName())
                .setOrganization(filter.organization())
                .setOrganizationalUnit(filter.organizationalUnit())
                .setSubjectAlternativeName(filter.subjectAlternativeName())
                .build();
    }

    /** {@code UpdateFailed} for RESOURCE_STATE_UPDATE_FAILED. */
    private static String state(Namespace message) {
        String name = message.getState().name();
        return Stream.of((name.startsWith(STATE) ? name.substring(STATE.length()) : name).split("_"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }
}
