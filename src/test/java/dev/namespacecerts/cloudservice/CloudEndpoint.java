package dev.namespacecerts.cloudservice;

import io.grpc.stub.StreamObserver;
import io.temporal.api.cloud.cloudservice.v1.CloudServiceGrpc;
import io.temporal.api.cloud.cloudservice.v1.GetAsyncOperationRequest;
import io.temporal.api.cloud.cloudservice.v1.GetAsyncOperationResponse;
import io.temporal.api.cloud.cloudservice.v1.GetCurrentIdentityRequest;
import io.temporal.api.cloud.cloudservice.v1.GetCurrentIdentityResponse;
import io.temporal.api.cloud.cloudservice.v1.GetNamespaceRequest;
import io.temporal.api.cloud.cloudservice.v1.GetNamespaceResponse;
import io.temporal.api.cloud.cloudservice.v1.GetNamespacesRequest;
import io.temporal.api.cloud.cloudservice.v1.GetNamespacesResponse;
import io.temporal.api.cloud.cloudservice.v1.UpdateNamespaceRequest;
import io.temporal.api.cloud.cloudservice.v1.UpdateNamespaceResponse;
import io.temporal.api.cloud.identity.v1.ApiKeySpec;
import io.temporal.api.cloud.identity.v1.ServiceAccount;
import io.temporal.api.cloud.identity.v1.ServiceAccountSpec;
import io.temporal.api.cloud.namespace.v1.Namespace;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The methods of CloudService that a bundle needs. All others are UNIMPLEMENTED. */
final class CloudEndpoint extends CloudServiceGrpc.CloudServiceImplBase {
    /** The newest version that a client with the messages of these tests may send. */
    private static final int NEWEST_MINOR = 16;

    private static final Pattern VERSION = Pattern.compile("v0\\.(\\d{1,3})\\.0");
    private static final int USUAL_PAGE = 100;
    private static final int LARGEST_PAGE = 1000;

    private final Calls calls;
    private final CloudState state;
    private final Supplier<Instant> keyExpiry;

    /** @param keyExpiry for keys without an expiry of their own */
    CloudEndpoint(Calls calls, CloudState state, Supplier<Instant> keyExpiry) {
        this.calls = calls;
        this.state = state;
        this.keyExpiry = keyExpiry;
    }

    private static boolean isKnown(String version) {
        Matcher parts = VERSION.matcher(version);
        return parts.matches() && Integer.parseInt(parts.group(1)) <= NEWEST_MINOR;
    }

    @Override
    public void getNamespace(GetNamespaceRequest request, StreamObserver<GetNamespaceResponse> observer) {
        calls.serve(
                "GetNamespace",
                request.getNamespace(),
                CloudEndpoint::isKnown,
                request,
                observer,
                key -> GetNamespaceResponse.newBuilder()
                        .setNamespace(state.read(key, request.getNamespace()))
                        .build());
    }

    @Override
    public void getNamespaces(GetNamespacesRequest request, StreamObserver<GetNamespacesResponse> observer) {
        calls.serve("GetNamespaces", "", CloudEndpoint::isKnown, request, observer, key -> page(key, request));
    }

    private GetNamespacesResponse page(ApiKey key, GetNamespacesRequest request) {
        int size = request.getPageSize() == 0 ? USUAL_PAGE : Math.min(request.getPageSize(), LARGEST_PAGE);
        int from = request.getPageToken().isEmpty() ? 0 : Integer.parseInt(request.getPageToken());
        List<Namespace> all = state.readAll(key).stream()
                .filter(namespace -> request.getName().isEmpty()
                        || namespace.getSpec().getName().equals(request.getName()))
                .toList();
        int to = Math.min(all.size(), from + size);
        return GetNamespacesResponse.newBuilder()
                .addAllNamespaces(all.subList(from, to))
                .setNextPageToken(to < all.size() ? Integer.toString(to) : "")
                .build();
    }

    @Override
    public void updateNamespace(UpdateNamespaceRequest request, StreamObserver<UpdateNamespaceResponse> observer) {
        calls.serve(
                "UpdateNamespace",
                request.getNamespace(),
                CloudEndpoint::isKnown,
                request,
                observer,
                key -> UpdateNamespaceResponse.newBuilder()
                        .setAsyncOperation(state.update(key, request))
                        .build());
    }

    @Override
    public void getAsyncOperation(
            GetAsyncOperationRequest request, StreamObserver<GetAsyncOperationResponse> observer) {
        calls.serve(
                "GetAsyncOperation",
                "",
                CloudEndpoint::isKnown,
                request,
                observer,
                key -> GetAsyncOperationResponse.newBuilder()
                        .setAsyncOperation(state.operation(key, request.getAsyncOperationId()))
                        .build());
    }

    @Override
    public void getCurrentIdentity(
            GetCurrentIdentityRequest request, StreamObserver<GetCurrentIdentityResponse> observer) {
        calls.serve("GetCurrentIdentity", "", CloudEndpoint::isKnown, request, observer, this::identity);
    }

    private GetCurrentIdentityResponse identity(ApiKey key) {
        ApiKeySpec.Builder spec = ApiKeySpec.newBuilder().setOwnerId(key.name()).setDisplayName(key.name());
        spec.setExpiryTime(Operation.timestamp(key.expiry().orElseGet(keyExpiry)));
        return GetCurrentIdentityResponse.newBuilder()
                .setServiceAccount(ServiceAccount.newBuilder()
                        .setId(key.name())
                        .setSpec(ServiceAccountSpec.newBuilder().setName(key.name())))
                .setPrincipalApiKey(io.temporal.api.cloud.identity.v1.ApiKey.newBuilder()
                        .setId(key.name())
                        .setSpec(spec))
                .build();
    }
}
