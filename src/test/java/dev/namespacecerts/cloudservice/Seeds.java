package dev.namespacecerts.cloudservice;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnknownFieldSet;
import io.temporal.api.cloud.namespace.v1.CertificateFilterSpec;
import io.temporal.api.cloud.namespace.v1.CodecServerSpec;
import io.temporal.api.cloud.namespace.v1.Endpoints;
import io.temporal.api.cloud.namespace.v1.HighAvailabilitySpec;
import io.temporal.api.cloud.namespace.v1.LifecycleSpec;
import io.temporal.api.cloud.namespace.v1.Limits;
import io.temporal.api.cloud.namespace.v1.MtlsAuthSpec;
import io.temporal.api.cloud.namespace.v1.Namespace;
import io.temporal.api.cloud.namespace.v1.NamespaceSpec;
import io.temporal.api.cloud.resource.v1.ResourceState;

/** Namespaces that use every field, known and unknown. */
final class Seeds {
    private Seeds() {}

    /** A Namespace that nobody has changed yet. Every second filter has a field that no client knows. */
    static Namespace namespace(String name, String pem, CertificateFilterSpec... filters) {
        MtlsAuthSpec.Builder mtls = MtlsAuthSpec.newBuilder()
                .setEnabled(true)
                .setAcceptedClientCa(ByteString.copyFromUtf8(pem))
                .setUnknownFields(unknown(99, "mtls"));
        for (int i = 0; i < filters.length; i++) {
            mtls.addCertificateFilters(
                    i % 2 == 0
                            ? filters[i].toBuilder()
                                    .setUnknownFields(unknown(77, "filter " + i))
                                    .build()
                            : filters[i]);
        }
        NamespaceSpec spec = NamespaceSpec.newBuilder()
                .setName(name.substring(0, name.lastIndexOf('.')))
                .addRegions("aws-eu-central-1")
                .addRegions("aws-eu-west-1")
                .setRetentionDays(30)
                .setMtlsAuth(mtls)
                .putSearchAttributes("Customer", NamespaceSpec.SearchAttributeType.SEARCH_ATTRIBUTE_TYPE_KEYWORD)
                .putSearchAttributesValue("Newer", 250)
                .setCodecServer(CodecServerSpec.newBuilder().setEndpoint("https://codec.example.com"))
                .setLifecycle(LifecycleSpec.newBuilder().setEnableDeleteProtection(true))
                .setHighAvailability(HighAvailabilitySpec.newBuilder()
                        .setDisableManagedFailover(true)
                        .setUnknownFields(unknown(9, "high availability")))
                .addConnectivityRuleIds("rule-1")
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .mergeFrom(unknown(15, "encryption_validation"))
                        .mergeFrom(unknown(16, "description"))
                        .build())
                .build();
        return Namespace.newBuilder()
                .setNamespace(name)
                .setSpec(spec)
                .setState(ResourceState.RESOURCE_STATE_ACTIVE)
                .setActiveRegion("aws-eu-central-1")
                .setEndpoints(Endpoints.newBuilder().setGrpcAddress(name + ".tmprl.cloud:7233"))
                .setLimits(Limits.newBuilder().setActionsPerSecondLimit(400))
                .setCreatedTime(Timestamp.newBuilder().setSeconds(1_700_000_000L))
                .putTags("team", "payments")
                .setUnknownFields(unknown(17, "project_id"))
                .build();
    }

    private static UnknownFieldSet unknown(int number, String text) {
        return UnknownFieldSet.newBuilder()
                .addField(
                        number,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFromUtf8(text))
                                .build())
                .build();
    }
}
