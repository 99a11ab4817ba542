package dev.namespacecerts.cloudservice;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import io.temporal.api.cloud.namespace.v1.CertificateFilterSpec;
import io.temporal.api.cloud.namespace.v1.MtlsAuthSpec;
import io.temporal.api.cloud.namespace.v1.Namespace;
import io.temporal.api.cloud.namespace.v1.NamespaceSpec;
import io.temporal.api.cloud.operation.v1.AsyncOperation;
import java.util.Base64;
import java.util.List;

/** The messages of the services that tcld speaks, with the fields that matter here. */
final class OlderMessages {
    private static final FileDescriptor FILE = file(
            message("Duration", "1 seconds int64", "2 nanos int32"),
            message(
                    "Filter",
                    "1 common_name string",
                    "2 organization string",
                    "3 organizational_unit string",
                    "4 subject_alternative_name string"),
            message(
                    "Spec",
                    "1 region string",
                    "2 accepted_client_ca string",
                    "3 retention_days int32",
                    "5 certificate_filters Filter*"),
            message(
                    "Namespace",
                    "1 namespace string",
                    "2 resource_version string",
                    "3 spec Spec",
                    "4 state int32",
                    "5 request_id string"),
            message("GetNamespaceRequest", "1 namespace string"),
            message("GetNamespaceResponse", "1 namespace Namespace"),
            message("ListNamespacesRequest", "1 page_size int32", "2 page_token string"),
            message("ListNamespacesResponse", "1 namespaces string*", "2 next_page_token string"),
            message(
                    "UpdateNamespaceRequest",
                    "1 namespace string",
                    "2 spec Spec",
                    "3 resource_version string",
                    "4 request_id string"),
            message("UpdateNamespaceResponse", "1 request_status RequestStatus"),
            message(
                    "RequestStatus",
                    "2 request_id string",
                    "3 state int32",
                    "4 check_duration Duration",
                    "5 operation_type string",
                    "6 resource_id string",
                    "7 resource_type string",
                    "8 failure_reason string"),
            message("GetRequestStatusRequest", "2 request_id string"),
            message("GetRequestStatusResponse", "1 request_status RequestStatus"));

    private OlderMessages() {}

    static Descriptor type(String name) {
        return FILE.findMessageTypeByName(name);
    }

    /** A message of a type, with fields that are given as names and values by turns. */
    static DynamicMessage of(String type, Object... fields) {
        DynamicMessage.Builder builder = DynamicMessage.newBuilder(type(type));
        for (int i = 0; i < fields.length; i += 2) {
            builder.setField(type(type).findFieldByName((String) fields[i]), fields[i + 1]);
        }
        return builder.build();
    }

    static Object get(Message message, String field) {
        return message.getField(message.getDescriptorForType().findFieldByName(field));
    }

    static String text(Message message, String field) {
        return (String) get(message, field);
    }

    static DynamicMessage namespace(Namespace namespace) {
        return of(
                "Namespace",
                "namespace",
                namespace.getNamespace(),
                "resource_version",
                namespace.getResourceVersion(),
                "spec",
                spec(namespace.getSpec()),
                "state",
                namespace.getStateValue(),
                "request_id",
                namespace.getAsyncOperationId());
    }

    static DynamicMessage spec(NamespaceSpec spec) {
        return of(
                "Spec",
                "region",
                spec.getRegions(0),
                "accepted_client_ca",
                Base64.getEncoder()
                        .encodeToString(spec.getMtlsAuth().getAcceptedClientCa().toByteArray()),
                "retention_days",
                spec.getRetentionDays(),
                "certificate_filters",
                spec.getMtlsAuth().getCertificateFiltersList().stream()
                        .map(OlderMessages::filter)
                        .toList());
    }

    private static DynamicMessage filter(CertificateFilterSpec filter) {
        return of(
                "Filter",
                "common_name",
                filter.getCommonName(),
                "organization",
                filter.getOrganization(),
                "organizational_unit",
                filter.getOrganizationalUnit(),
                "subject_alternative_name",
                filter.getSubjectAlternativeName());
    }

    /** A spec as stored, with the CAs and filters of an older one. */
    static NamespaceSpec applied(Message older, NamespaceSpec stored) {
        MtlsAuthSpec.Builder mtls = stored.getMtlsAuth().toBuilder().clearCertificateFilters();
        mtls.setAcceptedClientCa(ByteString.copyFrom(Base64.getDecoder().decode(text(older, "accepted_client_ca"))));
        for (Object filter : (List<?>) get(older, "certificate_filters")) {
            Message message = (Message) filter;
            mtls.addCertificateFilters(CertificateFilterSpec.newBuilder()
                    .setCommonName(text(message, "common_name"))
                    .setOrganization(text(message, "organization"))
                    .setOrganizationalUnit(text(message, "organizational_unit"))
                    .setSubjectAlternativeName(text(message, "subject_alternative_name")));
        }
        return stored.toBuilder().setMtlsAuth(mtls).build();
    }

    static DynamicMessage status(AsyncOperation operation, String namespace) {
        DynamicMessage status = of(
                "RequestStatus",
                "request_id",
                operation.getId(),
                "state",
                operation.getStateValue(),
                "operation_type",
                operation.getOperationType(),
                "resource_id",
                namespace,
                "resource_type",
                "namespace",
                "failure_reason",
                operation.getFailureReason());
        if (!operation.hasCheckDuration()) {
            return status;
        }
        FieldDescriptor duration = type("RequestStatus").findFieldByName("check_duration");
        return status.toBuilder()
                .setField(
                        duration,
                        of(
                                "Duration",
                                "seconds",
                                operation.getCheckDuration().getSeconds(),
                                "nanos",
                                operation.getCheckDuration().getNanos()))
                .build();
    }

    /** @param fields each with number, name and type, and a star where it is repeated */
    private static DescriptorProto message(String name, String... fields) {
        DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(name);
        for (String field : fields) {
            String[] words = field.split(" ", -1);
            String type = words[2].replace("*", "");
            FieldDescriptorProto.Builder added = message.addFieldBuilder()
                    .setNumber(Integer.parseInt(words[0]))
                    .setName(words[1])
                    .setLabel(words[2].endsWith("*") ? Label.LABEL_REPEATED : Label.LABEL_OPTIONAL);
            switch (type) {
                case "string" -> added.setType(Type.TYPE_STRING);
                case "int32" -> added.setType(Type.TYPE_INT32);
                case "int64" -> added.setType(Type.TYPE_INT64);
                default -> added.setType(Type.TYPE_MESSAGE).setTypeName(type);
            }
        }
        return message.build();
    }

    private static FileDescriptor file(DescriptorProto... messages) {
        try {
            return FileDescriptor.buildFrom(
                    FileDescriptorProto.newBuilder()
                            .setName("older.proto")
                            .setSyntax("proto3")
                            .addAllMessageType(List.of(messages))
                            .build(),
                    new FileDescriptor[0]);
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException(e);
        }
    }
}
