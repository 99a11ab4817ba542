package dev.namespacecerts.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.cloud.CloudException.Kind;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.api.cloud.cloudservice.v1.CloudServiceGrpc.CloudServiceImplBase;
import io.temporal.api.cloud.cloudservice.v1.GetNamespaceRequest;
import io.temporal.api.cloud.cloudservice.v1.GetNamespaceResponse;
import io.temporal.api.cloud.namespace.v1.Namespace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** To whom the API key is sent, and where it is not written. */
class ChannelsTest {
    private static final String KEY = "tmprl_a-very-secret-key";
    private static final HeldCertificate ROOT =
            CertificateBuilder.root("CN=Cloud Root").build();
    private static final HeldCertificate OTHER_ROOT =
            CertificateBuilder.root("CN=Cloud Root").build();

    private final GrpcCalls calls = new GrpcCalls(new SimpleMeterRegistry(), Duration.ofSeconds(5));
    private final AtomicInteger received = new AtomicInteger();
    private volatile Namespace answer = Namespace.getDefaultInstance();
    private Server server;

    @AfterEach
    void close() {
        calls.close();
        server.shutdownNow();
    }

    @Test
    void theServerHasTheNameOfTheAddress() throws Exception {
        start(leaf("localhost", ROOT));
        assertThat(call(Optional.of(ROOT.pem()))).isEmpty();
        assertThat(received).hasValue(1);
    }

    @Test
    void aServerOfAnotherNameReceivesNothing() throws Exception {
        start(leaf("saas-api.tmprl.cloud", ROOT));
        assertRefused(
                call(Optional.of(ROOT.pem())),
                "no connection: No subject alternative DNS name matching localhost found");
    }

    @Test
    void aServerOfAnotherCaReceivesNothing() throws Exception {
        start(leaf("localhost", OTHER_ROOT));
        assertRefused(call(Optional.of(ROOT.pem())), "no connection: ");
    }

    @Test
    void withoutACaThoseOfTheJdkAreUsed() throws Exception {
        start(leaf("localhost", ROOT));
        assertRefused(call(Optional.empty()), "no connection: unable to find valid certification path");
    }

    @Test
    void anExpiredServerReceivesNothing() throws Exception {
        start(CertificateBuilder.leaf("CN=localhost")
                .issuedBy(ROOT)
                .extendedKeyUsage(KeyPurposeId.id_kp_serverAuth)
                .subjectAlternativeName(new GeneralName(GeneralName.dNSName, "localhost"))
                .notBefore(Instant.EPOCH)
                .notAfter(Instant.EPOCH.plusSeconds(60))
                .build());
        assertRefused(call(Optional.of(ROOT.pem())), "no connection: ");
    }

    @Test
    void aServerWithoutTlsReceivesNothing() throws Exception {
        start(InsecureServerCredentials.create());
        assertRefused(call(Optional.of(ROOT.pem())), "");
    }

    @Test
    void aTooLargeAnswerIsRefused() throws Exception {
        start(leaf("localhost", ROOT));
        answer = Namespace.newBuilder().setActiveRegion("x".repeat(5 << 20)).build();
        assertThat(call(Optional.of(ROOT.pem()))).hasValueSatisfying(failure -> {
            assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
            assertThat(failure.words()).contains("exceeds maximum size");
        });
        answer = Namespace.getDefaultInstance();
        assertThat(call(Optional.of(ROOT.pem()))).isEmpty();
    }

    /** The server's logger of frames shows that such a logger prints the key; the client's must not, even if it is told to. */
    @Test
    void theKeyIsInNoLog() throws Exception {
        String frames = "io.grpc.netty.shaded.io.grpc.netty.Netty";
        List<String> client = new CopyOnWriteArrayList<>();
        List<String> serverSide = new CopyOnWriteArrayList<>();
        Logger root = Logger.getLogger("");
        Logger all = Logger.getLogger("io.grpc");
        Logger clientFrames = Logger.getLogger(frames + "ClientHandler");
        Logger serverFrames = Logger.getLogger(frames + "ServerHandler");
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                String text = line.getMessage()
                        + List.of(Optional.ofNullable(line.getParameters()).orElse(new Object[0]));
                (serverFrames.getName().equals(line.getLoggerName()) ? serverSide : client).add(text);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        handler.setLevel(Level.ALL);
        root.addHandler(handler);
        List.of(all, clientFrames, serverFrames).forEach(logger -> logger.setLevel(Level.ALL));
        try {
            start(leaf("localhost", ROOT));
            assertThat(call(Optional.of(ROOT.pem()))).isEmpty();
        } finally {
            root.removeHandler(handler);
            List.of(all, clientFrames, serverFrames).forEach(logger -> logger.setLevel(null));
        }
        assertThat(serverSide).anyMatch(text -> text.contains(KEY));
        assertThat(client).isNotEmpty().noneMatch(text -> text.contains(KEY));
    }

    private void assertRefused(Optional<CloudException> failure, String words) {
        assertThat(failure).hasValueSatisfying(refusal -> {
            assertThat(refusal.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(refusal.words()).startsWith(words).doesNotContain(KEY);
        });
        assertThat(received).hasValue(0);
    }

    private static HeldCertificate leaf(String name, HeldCertificate root) {
        return CertificateBuilder.leaf("CN=" + name)
                .issuedBy(root)
                .extendedKeyUsage(KeyPurposeId.id_kp_serverAuth)
                .subjectAlternativeName(new GeneralName(GeneralName.dNSName, name))
                .build();
    }

    private void start(HeldCertificate leaf) throws IOException {
        start(TlsServerCredentials.create(stream(leaf.pem()), stream(leaf.privateKeyPem())));
    }

    private void start(ServerCredentials credentials) throws IOException {
        server = Grpc.newServerBuilderForPort(0, credentials)
                .addService(new CloudServiceImplBase() {
                    @Override
                    public void getNamespace(GetNamespaceRequest request, StreamObserver<GetNamespaceResponse> out) {
                        received.incrementAndGet();
                        out.onNext(GetNamespaceResponse.newBuilder()
                                .setNamespace(answer)
                                .build());
                        out.onCompleted();
                    }
                })
                .build()
                .start();
    }

    private Optional<CloudException> call(Optional<String> ca) throws Exception {
        Connection connection =
                new Connection("payments/cloud", "localhost:" + server.getPort(), "a2dd6", new ApiKey(KEY), ca);
        try {
            calls.namespace(connection, "accounting.a2dd6").get(10, TimeUnit.SECONDS);
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of((CloudException) e.getCause());
        }
    }

    private static ByteArrayInputStream stream(String pem) {
        return new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
    }
}
