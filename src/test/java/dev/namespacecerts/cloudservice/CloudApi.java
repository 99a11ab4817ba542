package dev.namespacecerts.cloudservice;

import com.google.protobuf.Timestamp;
import io.grpc.Status;
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
import io.temporal.api.cloud.identity.v1.ApiKey;
import io.temporal.api.cloud.identity.v1.ApiKeySpec;
import java.util.function.Supplier;

/** CloudService, as far as clients that care for certificates use it. */
final class CloudApi extends CloudServiceGrpc.CloudServiceImplBase {
    private final TemporalCloud cloud;

    CloudApi(TemporalCloud cloud) {
        this.cloud = cloud;
    }

    @Override
    public void getNamespace(GetNamespaceRequest request, StreamObserver<GetNamespaceResponse> answers) {
        answer("GetNamespace", answers, () -> {
            cloud.mayRead(request.getNamespace());
            return GetNamespaceResponse.newBuilder()
                    .setNamespace(cloud.find(request.getNamespace()).message())
                    .build();
        });
    }

    @Override
    public void getNamespaces(GetNamespacesRequest request, StreamObserver<GetNamespacesResponse> answers) {
        answer(
                "GetNamespaces",
                answers,
                () -> GetNamespacesResponse.newBuilder()
                        .addAllNamespaces(cloud.all().stream()
                                .map(StoredNamespace::message)
                                .toList())
                        .build());
    }

    @Override
    public void updateNamespace(UpdateNamespaceRequest request, StreamObserver<UpdateNamespaceResponse> answers) {
        answer(
                "UpdateNamespace",
                answers,
                () -> UpdateNamespaceResponse.newBuilder()
                        .setAsyncOperation(cloud.update(
                                request.getNamespace(),
                                request.getSpec(),
                                request.getResourceVersion(),
                                request.getAsyncOperationId()))
                        .build());
    }

    @Override
    public void getAsyncOperation(GetAsyncOperationRequest request, StreamObserver<GetAsyncOperationResponse> answers) {
        answer(
                "GetAsyncOperation",
                answers,
                () -> GetAsyncOperationResponse.newBuilder()
                        .setAsyncOperation(cloud.operation(request.getAsyncOperationId()))
                        .build());
    }

    @Override
    public void getCurrentIdentity(
            GetCurrentIdentityRequest request, StreamObserver<GetCurrentIdentityResponse> answers) {
        answer(
                "GetCurrentIdentity",
                answers,
                () -> GetCurrentIdentityResponse.newBuilder()
                        .setPrincipalApiKey(ApiKey.newBuilder()
                                .setId("key")
                                .setSpec(ApiKeySpec.newBuilder()
                                        .setExpiryTime(
                                                Timestamp.newBuilder().setSeconds(cloud.keyExpiry.getEpochSecond()))))
                        .build());
    }

    private <T> void answer(String method, StreamObserver<T> answers, Supplier<T> work) {
        Faults.Fault fault = cloud.faults().next(method);
        if (fault != null && fault.silent()) {
            return;
        }
        try {
            if (fault != null && !fault.afterCommit()) {
                throw fault.status().asRuntimeException();
            }
            T value = work.get();
            if (fault != null) {
                throw fault.status().asRuntimeException();
            }
            answers.onNext(value);
            answers.onCompleted();
        } catch (io.grpc.StatusRuntimeException e) {
            answers.onError(e);
        } catch (RuntimeException e) {
            answers.onError(Status.INTERNAL.withDescription(e.toString()).asRuntimeException());
        }
    }
}
