package dev.namespacecerts.operator;

import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import io.grpc.Grpc;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.TlsServerCredentials;
import io.grpc.stub.StreamObserver;
import io.temporal.api.cloud.cloudservice.v1.CloudServiceGrpc;
import io.temporal.api.cloud.cloudservice.v1.GetAsyncOperationRequest;
import io.temporal.api.cloud.cloudservice.v1.GetAsyncOperationResponse;
import io.temporal.api.cloud.cloudservice.v1.GetNamespaceRequest;
import io.temporal.api.cloud.cloudservice.v1.GetNamespaceResponse;
import io.temporal.api.cloud.cloudservice.v1.UpdateNamespaceRequest;
import io.temporal.api.cloud.cloudservice.v1.UpdateNamespaceResponse;
import io.temporal.api.cloud.namespace.v1.Namespace;
import io.temporal.api.cloud.operation.v1.AsyncOperation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** A service that answers whatever a test says, for each Temporal Cloud Namespace. */
final class HostileService extends CloudServiceGrpc.CloudServiceImplBase implements AutoCloseable {
    private static final HeldCertificate ROOT =
            CertificateBuilder.root("CN=Hostile Server Root").build();
    private static final HeldCertificate LEAF = CertificateBuilder.leaf("CN=localhost")
            .issuedBy(ROOT)
            .extendedKeyUsage(KeyPurposeId.id_kp_serverAuth)
            .subjectAlternativeName(new GeneralName(GeneralName.dNSName, "localhost"))
            .build();

    private final Map<String, Supplier<Namespace>> namespaces = new ConcurrentHashMap<>();
    private final Map<String, AsyncOperation> operations = new ConcurrentHashMap<>();
    private final Map<String, String> namespaceOfOperation = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final Server server;

    HostileService() {
        try {
            server = Grpc.newServerBuilderForPort(
                            0,
                            TlsServerCredentials.create(stream(LEAF.pem() + ROOT.pem()), stream(LEAF.privateKeyPem())))
                    .addService(this)
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ByteArrayInputStream stream(String pem) {
        return new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
    }

    String address() {
        return "localhost:" + server.getPort();
    }

    static String ca() {
        return ROOT.pem();
    }

    /** The answer of reads; null for none. */
    void namespace(String name, Supplier<Namespace> answer) {
        namespaces.put(name, answer);
    }

    /** What becomes of each operation. */
    void operation(String name, AsyncOperation operation) {
        operations.put(name, operation);
    }

    /** How many calls there were for a Namespace. */
    int calls(String name) {
        return count(name).get();
    }

    private AtomicInteger count(String name) {
        return calls.computeIfAbsent(name, key -> new AtomicInteger());
    }

    @Override
    public void getNamespace(GetNamespaceRequest request, StreamObserver<GetNamespaceResponse> observer) {
        count(request.getNamespace()).incrementAndGet();
        try {
            Namespace answer = namespaces.get(request.getNamespace()).get();
            if (answer != null) {
                observer.onNext(
                        GetNamespaceResponse.newBuilder().setNamespace(answer).build());
                observer.onCompleted();
            }
        } catch (io.grpc.StatusRuntimeException e) {
            observer.onError(e);
        }
    }

    @Override
    public void updateNamespace(UpdateNamespaceRequest request, StreamObserver<UpdateNamespaceResponse> observer) {
        count(request.getNamespace()).incrementAndGet();
        AsyncOperation operation = operations.get(request.getNamespace());
        if (operation == null) {
            observer.onError(Status.INVALID_ARGUMENT.asRuntimeException());
            return;
        }
        namespaceOfOperation.put(request.getAsyncOperationId(), request.getNamespace());
        observer.onNext(UpdateNamespaceResponse.newBuilder()
                .setAsyncOperation(operation)
                .build());
        observer.onCompleted();
    }

    @Override
    public void getAsyncOperation(
            GetAsyncOperationRequest request, StreamObserver<GetAsyncOperationResponse> observer) {
        String name = namespaceOfOperation.get(request.getAsyncOperationId());
        if (name == null) {
            observer.onError(Status.NOT_FOUND.asRuntimeException());
            return;
        }
        count(name).incrementAndGet();
        observer.onNext(GetAsyncOperationResponse.newBuilder()
                .setAsyncOperation(operations.get(name))
                .build());
        observer.onCompleted();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
