package dev.namespacecerts.handshake;

import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.serviceclient.SimpleSslContextBuilder;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * A program with Temporal's Java SDK, set up as workers set it up. It reads lines of a port and a folder, connects with
 * the {@code tls.crt} and {@code tls.key} of that folder, and answers each with a line: "accepted" or why not.
 */
final class TemporalWorker {
    private final TrustManager serverRoot;

    private TemporalWorker(TrustManager serverRoot) {
        this.serverRoot = serverRoot;
    }

    /** @param arguments the file with the CA of the servers */
    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        TemporalWorker worker = new TemporalWorker(trust(Path.of(arguments[0])));
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            String[] question = line.split(" ", 2);
            System.out.println(worker.connect(question[0], Path.of(question[1])));
        }
        System.exit(0); // threads of the SDK live on for a while
    }

    private String connect(String port, Path secret) throws IOException {
        WorkflowServiceStubs stubs;
        try (InputStream chain = Files.newInputStream(secret.resolve("tls.crt"));
                InputStream key = Files.newInputStream(secret.resolve("tls.key"))) {
            stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                    .setTarget("localhost:" + port)
                    .setSslContext(SimpleSslContextBuilder.forPKCS8(chain, key)
                            .setTrustManager(serverRoot)
                            .build())
                    .build());
        } catch (SSLException | IllegalArgumentException e) {
            return whole(e);
        }
        try {
            stubs.blockingStub().getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
            return TemporalClient.ACCEPTED;
        } catch (StatusRuntimeException e) {
            return whole(e);
        } finally {
            stubs.shutdownNow();
        }
    }

    private static String whole(Throwable failure) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            text.append(cause).append("; ");
        }
        return text.toString().replaceAll("\\s+", " ");
    }

    private static TrustManager trust(Path root) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream file = Files.newInputStream(root)) {
            trusted.setCertificateEntry(
                    "root", CertificateFactory.getInstance("X.509").generateCertificate(file));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return factory.getTrustManagers()[0];
    }
}
