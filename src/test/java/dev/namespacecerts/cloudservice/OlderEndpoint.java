package dev.namespacecerts.cloudservice;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;
import io.temporal.api.cloud.namespace.v1.Namespace;
import io.temporal.api.cloud.namespace.v1.NamespaceSpec;
import io.temporal.api.cloud.operation.v1.AsyncOperation;
import java.util.List;
import java.util.function.BiFunction;

/** The two services of an older version of the API that tcld speaks. Its clients do not send back fields that they do not know. */
final class OlderEndpoint {
    private static final String VERSION = "2023-07-26-01";
    private static final String NAMESPACES = "api.namespaceservice.v1.NamespaceService";
    private static final String REQUESTS = "api.requestservice.v1.RequestService";

    private final Calls calls;
    private final CloudState state;

    OlderEndpoint(Calls calls, CloudState state) {
        this.calls = calls;
        this.state = state;
    }

    List<ServerServiceDefinition> services() {
        ServerServiceDefinition.Builder namespaces = ServerServiceDefinition.builder(NAMESPACES);
        add(namespaces, NAMESPACES, "GetNamespace", this::get);
        add(namespaces, NAMESPACES, "ListNamespaces", this::list);
        add(namespaces, NAMESPACES, "UpdateNamespace", this::update);
        ServerServiceDefinition.Builder requests = ServerServiceDefinition.builder(REQUESTS);
        add(requests, REQUESTS, "GetRequestStatus", this::status);
        return List.of(namespaces.build(), requests.build());
    }

    private void add(
            ServerServiceDefinition.Builder service,
            String name,
            String method,
            BiFunction<ApiKey, DynamicMessage, DynamicMessage> work) {
        MethodDescriptor<DynamicMessage, DynamicMessage> descriptor =
                MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
                        .setType(MethodDescriptor.MethodType.UNARY)
                        .setFullMethodName(MethodDescriptor.generateFullMethodName(name, method))
                        .setRequestMarshaller(marshaller(method + "Request"))
                        .setResponseMarshaller(marshaller(method + "Response"))
                        .build();
        service.addMethod(
                descriptor,
                ServerCalls.asyncUnaryCall((request, observer) -> calls.serve(
                        method,
                        request.getDescriptorForType().findFieldByName("namespace") == null
                                ? ""
                                : OlderMessages.text(request, "namespace"),
                        VERSION::equals,
                        request,
                        observer,
                        key -> work.apply(key, request))));
    }

    private static MethodDescriptor.Marshaller<DynamicMessage> marshaller(String type) {
        return ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(OlderMessages.type(type)));
    }

    private DynamicMessage get(ApiKey key, DynamicMessage request) {
        Namespace namespace = state.read(key, OlderMessages.text(request, "namespace"));
        return OlderMessages.of("GetNamespaceResponse", "namespace", OlderMessages.namespace(namespace));
    }

    private DynamicMessage list(ApiKey key, DynamicMessage request) {
        List<String> names =
                state.readAll(key).stream().map(Namespace::getNamespace).toList();
        return OlderMessages.of("ListNamespacesResponse", "namespaces", names);
    }

    private DynamicMessage update(ApiKey key, DynamicMessage request) {
        String name = OlderMessages.text(request, "namespace");
        Message spec = (Message) OlderMessages.get(request, "spec");
        AsyncOperation operation = state.change(
                key,
                name,
                stored -> applied(spec, stored),
                OlderMessages.text(request, "resource_version"),
                OlderMessages.text(request, "request_id"));
        return OlderMessages.of("UpdateNamespaceResponse", "request_status", OlderMessages.status(operation, name));
    }

    private static NamespaceSpec applied(Message older, NamespaceSpec stored) {
        for (String field : List.of("region", "retention_days")) {
            if (!OlderMessages.get(older, field).equals(OlderMessages.get(OlderMessages.spec(stored), field))) {
                throw CloudState.error(Status.Code.UNIMPLEMENTED, "this service does not change " + field);
            }
        }
        return OlderMessages.applied(older, stored);
    }

    private DynamicMessage status(ApiKey key, DynamicMessage request) {
        AsyncOperation operation = state.operation(key, OlderMessages.text(request, "request_id"));
        return OlderMessages.of("GetRequestStatusResponse", "request_status", OlderMessages.status(operation, ""));
    }
}
