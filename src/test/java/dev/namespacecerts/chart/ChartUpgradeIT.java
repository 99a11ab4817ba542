package dev.namespacecerts.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.namespacecerts.operator.OperatorProcess;
import dev.namespacecerts.testing.Readme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An upgrade from the first CRDs (src/test/resources/previous-crds) to the current ones. */
class ChartUpgradeIT {
    private static final Path PREVIOUS_CRDS = Path.of("src/test/resources/previous-crds");

    private final Releases releases = Releases.shared();

    @TempDir
    private Path folder;

    @AfterEach
    void clear() {
        releases.clear();
    }

    @Test
    void objectsOfThePreviousCrdsAreReadAndEvaluated() throws IOException {
        releases.install(previousChart()).call();
        assertThat(releases.applyBundle("publish: {configMap: {name: published, key: ca.crt}}"))
                .contains("unknown field \"spec.publish\"");
        releases.applyBundle("filterPolicy: Required");
        releases.apply("""
                apiVersion: namespacecerts.dev/v1alpha1
                kind: CertificateFilter
                metadata: {name: workers, namespace: default}
                spec: {bundleRef: {name: acme}, organization: Acme}
                """);
        releases.kubectl("patch", "ncb", "acme", "--subresource=status", "--type=merge", "-p", """
                {"status": {"observedGeneration": 1, "conditions": [{"type": "Ready", "status": "False", "reason": "Invalid",
                 "message": "as it was", "lastTransitionTime": "2026-01-01T00:00:00Z", "observedGeneration": 1}]}}""");

        String output = releases.upgrade("replicas", 2);

        try (OperatorProcess operator = startInPlaceOfThePod()) {
            operator.awaitStarted();
            eventually("ncb/acme", "{.status.conditions[?(@.type=='Ready')].status}", "True");
            eventually("ncf/workers", "{.status.conditions[?(@.type=='Accepted')].status}", "True");
            releases.applyBundle("publish: {configMap: {name: published, key: ca.crt}}");
            eventually("configmap/published", "{.data}", "BEGIN CERTIFICATE");
            assertThat(releases.kubectl("get", "lease", Chart.NAME, "-n", Chart.NAME))
                    .contains("pod-1");
            assertThat(runNotes(output))
                    .contains("first condition met", "1 certificate meets Temporal Cloud's", "\"first\" deleted");
            operator.terminate();
            assertThat(operator.log()).doesNotContain("ERROR", "forbidden", "HTTP 403");
        }
    }

    /** Runs the commands of NOTES.txt as printed, but the one that waits for Pods. Returns what they print. */
    private String runNotes(String output) {
        String commands = Stream.of(output.split("\n\n"))
                .filter(text -> text.startsWith("kubectl ") || text.startsWith("openssl "))
                .filter(text -> !text.contains("rollout status"))
                .collect(Collectors.joining("\n"));
        return Readme.run(commands, releases.cluster(), folder);
    }

    private void eventually(String object, String jsonPath, String text) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(releases.get(object, jsonPath)).contains(text));
    }

    /** The chart with the previous CRDs. */
    private Path previousChart() throws IOException {
        Path chart = folder.resolve("chart");
        copy(Chart.FOLDER, chart);
        copy(PREVIOUS_CRDS, chart.resolve("files/crds"));
        return chart;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path there = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(there);
                } else {
                    Files.copy(file, there, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    /** The operator with the environment and the ServiceAccount of the Deployment. */
    private OperatorProcess startInPlaceOfThePod() throws IOException {
        Map<String, String> environment = new HashMap<>();
        for (JsonNode variable : Chart.object("Deployment", "").at("/spec/template/spec/containers/0/env")) {
            environment.put(
                    variable.path("name").asText(), variable.path("value").asText());
        }
        environment.put("QUARKUS_HTTP_PORT", "0");
        environment.put("HOSTNAME", "pod-1");

        Path kubeconfig = Files.copy(releases.cluster().kubeconfig(), folder.resolve("kubeconfig"));
        String token = releases.kubectl("create", "token", Chart.NAME, "-n", Chart.NAME)
                .strip();
        String config = "--kubeconfig=" + kubeconfig;
        releases.kubectl("config", config, "set-credentials", "account", "--token=" + token);
        releases.kubectl("config", config, "set-context", "--current", "--user=account");
        return OperatorProcess.start(kubeconfig, environment);
    }
}
