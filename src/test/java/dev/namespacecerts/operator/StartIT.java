package dev.namespacecerts.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.namespacecerts.cluster.ControlPlane;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Start and shutdown of the operator. */
class StartIT {
    @TempDir
    private Path folder;

    @Test
    void theLogListsWatchesAndAddressesOfHealthAndMetrics() {
        OperatorProcess.installCrds(ControlPlane.shared());
        try (OperatorProcess operator =
                OperatorProcess.start(ControlPlane.shared().kubeconfig(), Map.of())) {
            operator.awaitStarted();
            assertThat(operator.log())
                    .contains("in all Kubernetes namespaces", "/q/health", "/q/metrics", "No leader election")
                    .containsPattern(
                            "(?m)^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d) INFO ");
            assertThat(operator.get("/q/health")).contains("\"status\": \"UP\"");
            assertThat(operator.get("/q/metrics")).contains("jvm_memory_used_bytes");
            await().untilAsserted(() ->
                    assertThat(operator.log()).contains("Signatures are verified by AmazonCorrettoCryptoProvider"));
            assertThat(operator.terminate()).isZero();
            assertThat(operator.log()).doesNotContain("ERROR", "Exception");
        }
    }

    @Test
    void theLogListsTheWatchedNamespaces() {
        OperatorProcess.installCrds(ControlPlane.shared());
        try (OperatorProcess operator = OperatorProcess.start(
                ControlPlane.shared().kubeconfig(), Map.of("NAMESPACECERTS_NAMESPACES", "default,absent"))) {
            operator.awaitStarted();
            assertThat(operator.log())
                    .contains("in the Kubernetes namespaces default, absent")
                    .contains("NAMESPACECERTS_NAMESPACES names the Kubernetes namespace absent, which does not exist")
                    .doesNotContain("namespace default, which");
        }
    }

    /** A probe may be the first to need the client, which then must not be closed with the HTTP server. */
    @Test
    void aShutdownReleasesTheLeaseEvenIfProbedFromTheStart() throws Exception {
        OperatorProcess.installCrds(ControlPlane.shared());
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Map<String, String> environment = Map.of(
                "QUARKUS_HTTP_PORT", Integer.toString(port),
                "NAMESPACECERTS_LEASE", "default/released",
                "HOSTNAME", "first");
        try (KubernetesClient client = ControlPlane.shared().client();
                OperatorProcess operator =
                        OperatorProcess.start(ControlPlane.shared().kubeconfig(), environment)) {
            HttpClient prober = HttpClient.newHttpClient();
            HttpRequest probe = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/q/health/ready"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            var lease = client.leases().inNamespace("default").withName("released");
            await().pollInterval(Duration.ofMillis(30))
                    .atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .until(() -> prober.send(probe, HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200);
            await().until(() -> lease.get() != null
                    && lease.get().getSpec().getHolderIdentity().equals("first"));
            long told = System.nanoTime();
            assertThat(operator.terminate()).isIn(0, 143);
            assertThat(Duration.ofNanos(System.nanoTime() - told))
                    .as("time to exit")
                    .isLessThan(Duration.ofSeconds(8));
            assertThat(lease.get().getSpec().getHolderIdentity()).isEmpty();
            assertThat(operator.log()).doesNotContain("ERROR", "could not be released", "Client is closed");
        }
    }

    @Test
    void theOperatorNeedsNoWritableFileSystem() throws IOException {
        OperatorProcess.installCrds(ControlPlane.shared());
        Path file = Files.writeString(folder.resolve("file"), "in which there can be no other file");
        String tmpdir = "-Djava.io.tmpdir=" + file.resolve("absent");
        try (OperatorProcess operator =
                OperatorProcess.start(ControlPlane.shared().kubeconfig(), Map.of("JAVA_TOOL_OPTIONS", tmpdir))) {
            operator.awaitStarted();
            await().untilAsserted(() -> assertThat(operator.log())
                    .containsPattern("Signatures are verified in Java.*(NotDirectory|FileSystem)Exception"));
            assertThat(operator.log()).doesNotContain("WARN  [io.qu", "\tat ");
        }
    }

    @Test
    void withoutAClusterTheStartFailsWithAMessage() throws IOException {
        Path nowhere = Files.writeString(folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: nowhere
                clusters: [{name: nowhere, cluster: {server: "http://127.0.0.1:1"}}]
                users: [{name: nobody, user: {}}]
                contexts: [{name: nowhere, context: {cluster: nowhere, user: nobody}}]
                """);
        assertEndsWith(nowhere, "No cluster: the Kubernetes API server at http://127.0.0.1:1/ does not answer");
    }

    /** Each is found before anything starts, which takes seconds: nothing else is logged. */
    @Test
    void whatIsWrongIsSaidInOneSentenceAtOnce() throws IOException {
        Path kubeconfig = ControlPlane.shared().kubeconfig();
        String token = "a-token-that-must-not-be-shown";
        Path malformed = Files.writeString(folder.resolve("malformed"), "users: [{user: {token: " + token);
        Path empty = Files.writeString(folder.resolve("empty"), "");
        Path contextless = Files.writeString(folder.resolve("contextless"), "contexts: [{name: a, context: {}}]");
        Path withoutFile = Files.writeString(
                folder.resolve("without-file"),
                Files.readString(kubeconfig).replaceAll("token: \"[^\"]*\"", "client-certificate: gone.crt"));
        List<Refused> refused = new ArrayList<>(List.of(
                new Refused(
                        2, folder.resolve("absent"), Map.of(), "KUBECONFIG is \"", "absent\", which does not exist"),
                new Refused(2, folder, Map.of(), folder + "\" cannot be read: it is a folder"),
                new Refused(2, malformed, Map.of(), malformed + "\" cannot be read: it must be YAML"),
                new Refused(2, empty, Map.of(), empty + "\" is empty"),
                new Refused(2, contextless, Map.of(), contextless + "\" has no current context", ": a."),
                new Refused(2, withoutFile, Map.of(), withoutFile + "\" names the file \"gone.crt\""),
                new Refused(
                        2, kubeconfig, Map.of("NAMESPACECERTS_DEMO", "on"), "NAMESPACECERTS_DEMO is \"on\": it must"),
                new Refused(
                        2, kubeconfig, Map.of("NAMESPACECERTS_RESYNC", ""), "NAMESPACECERTS_RESYNC is \"\": it must"),
                new Refused(2, kubeconfig, Map.of("QUARKUS_HTTP_PORT", "http"), "QUARKUS_HTTP_PORT is \"http\"")));
        try (ServerSocket taken = new ServerSocket(0)) {
            String port = Integer.toString(taken.getLocalPort());
            refused.add(new Refused(
                    1,
                    kubeconfig,
                    Map.of("QUARKUS_HTTP_PORT", port),
                    "QUARKUS_HTTP_PORT is " + port,
                    "already in use"));
            refused.forEach(start -> {
                try (OperatorProcess operator = OperatorProcess.start(start.kubeconfig, start.environment)) {
                    assertThat(operator.awaitExit()).as(operator.log()).isEqualTo(start.exitCode);
                    assertThat(operator.log())
                            .contains(start.message)
                            .hasLineCount(1)
                            .doesNotContain(token);
                }
            });
        }
    }

    /** A setting of Quarkus, which only Quarkus reads. */
    @Test
    void aWrongSettingOfQuarkusIsSaidInOneLine() {
        try (OperatorProcess operator = OperatorProcess.start(
                ControlPlane.shared().kubeconfig(), Map.of("QUARKUS_HTTP_IDLE_TIMEOUT", "long"))) {
            assertThat(operator.awaitExit()).isEqualTo(2);
            assertThat(operator.log())
                    .contains("A setting cannot be used", "quarkus.http.idle-timeout", "long")
                    .hasLineCount(1);
        }
    }

    private record Refused(int exitCode, Path kubeconfig, Map<String, String> environment, String... message) {}

    @Test
    void withoutTheCrdsTheStartFailsWithAMessage() {
        try (ControlPlane empty = ControlPlane.start()) {
            assertEndsWith(empty.kubeconfig(), "kubectl apply -f crds/");
        }
    }

    @Test
    void withoutPermissionsTheStartFailsWithAMessage() throws IOException {
        OperatorProcess.installCrds(ControlPlane.shared());
        assertEndsWith(ungranted(), "No permission: this user may not list namespacecertificatebundles");
    }

    @Test
    void anUnknownArgumentIsAnError() {
        try (OperatorProcess operator =
                OperatorProcess.start(ControlPlane.shared().kubeconfig(), Map.of(), "--no-such-option")) {
            assertThat(operator.awaitExit()).isEqualTo(2);
            assertThat(operator.log()).contains("--no-such-option", "Usage: namespace-certificate-operator");
        }
    }

    @Test
    void helpAndVersionNeedNoCluster() {
        try (OperatorProcess help = OperatorProcess.start(folder.resolve("none"), Map.of(), "--help");
                OperatorProcess version = OperatorProcess.start(folder.resolve("none"), Map.of(), "--version")) {
            assertThat(help.awaitExit()).isZero();
            assertThat(help.log()).contains("KUBECONFIG");
            assertThat(version.awaitExit()).isZero();
            assertThat(version.log()).matches("\\d+\\.\\d+\\.\\d+\\S*\\s*");
        }
    }

    private static void assertEndsWith(Path kubeconfig, String message) {
        try (OperatorProcess operator = OperatorProcess.start(kubeconfig, Map.of())) {
            assertThat(operator.awaitExit()).isEqualTo(1);
            assertThat(operator.log()).contains(message).doesNotContain("\tat ");
        }
    }

    private Path ungranted() throws IOException {
        try (KubernetesClient client = ControlPlane.shared().client()) {
            var accounts = client.serviceAccounts().inNamespace("default").withName("default");
            await().until(() -> accounts.get() != null);
            String token = accounts.tokenRequest(new TokenRequestBuilder()
                            .withNewSpec()
                            .withAudiences(List.of())
                            .withExpirationSeconds(600L)
                            .endSpec()
                            .build())
                    .getStatus()
                    .getToken();
            String admin = Files.readString(ControlPlane.shared().kubeconfig());
            return Files.writeString(
                    folder.resolve("ungranted"), admin.replaceAll("token: \"[^\"]*\"", "token: \"" + token + "\""));
        }
    }
}
