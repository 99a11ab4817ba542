package dev.namespacecerts.cloudservice;

import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import io.grpc.Grpc;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.TlsServerCredentials;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** Listens with TLS for the calls of services. */
final class CloudServer {
    static final HeldCertificate ROOT =
            CertificateBuilder.root("CN=Cloud Server Root").build();

    private static final HeldCertificate LEAF = CertificateBuilder.leaf("CN=localhost")
            .issuedBy(ROOT)
            .extendedKeyUsage(KeyPurposeId.id_kp_serverAuth)
            .subjectAlternativeName(new GeneralName(GeneralName.dNSName, "localhost"))
            .build();

    private final List<ServerServiceDefinition> services;
    private final ServerInterceptor interceptor;
    private final Executor threads;
    private Server server;
    private int port;

    CloudServer(List<ServerServiceDefinition> services, ServerInterceptor interceptor, Executor threads) {
        this.services = services;
        this.interceptor = interceptor;
        this.threads = threads;
    }

    /** Listens, always on the same port. */
    void start() {
        try {
            ServerBuilder<?> builder = Grpc.newServerBuilderForPort(
                    port, TlsServerCredentials.create(stream(LEAF.pem() + ROOT.pem()), stream(LEAF.privateKeyPem())));
            services.forEach(builder::addService);
            server = builder.executor(threads)
                    .intercept(interceptor)
                    .permitKeepAliveTime(1, TimeUnit.SECONDS)
                    .permitKeepAliveWithoutCalls(true)
                    .build()
                    .start();
            port = server.getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ByteArrayInputStream stream(String pem) {
        return new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
    }

    int port() {
        return port;
    }

    /** Cuts all connections. */
    void stop() {
        server.shutdownNow();
        try {
            server.awaitTermination();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends GOAWAY on all connections, and listens for new ones. */
    void goAway() {
        server.shutdown();
        start();
    }
}
