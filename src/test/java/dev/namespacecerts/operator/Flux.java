package dev.namespacecerts.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.namespacecerts.testing.GoProgram;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Flux's source-controller and kustomize-controller, as processes beside an API server. */
final class Flux implements AutoCloseable {
    static final String NAMESPACE = "flux-system";

    private static final String MODULES = "fluxcontrollers";
    private static final String SOURCES = "source.toolkit.fluxcd.io/v1";
    private static final String KUSTOMIZATIONS = "kustomize.toolkit.fluxcd.io/v1";
    private static final String SOURCE_CONTROLLER = "source-controller";
    private static final String KUSTOMIZE_CONTROLLER = "kustomize-controller";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final KubernetesClient client;
    private final Path log;
    private final List<ToolProcess> processes = new ArrayList<>();

    /** The result of a reconciliation of a Kustomization. */
    record Result(String status, String reason, String message) {}

    /** Installs its CRDs and starts it. */
    Flux(Team team, Path folder) throws IOException {
        client = team.client();
        String storage = "127.0.0.1:" + ToolProcess.freePort();
        start(
                team,
                folder,
                SOURCE_CONTROLLER,
                "--storage-path=" + Files.createDirectory(folder.resolve("artifacts")),
                "--storage-addr=" + storage,
                "--storage-adv-addr=" + storage);
        log = start(team, folder, KUSTOMIZE_CONTROLLER, "--requeue-dependency=2s");
    }

    private Path start(Team team, Path folder, String controller, String... flags) throws IOException {
        String module = "github.com/fluxcd/" + controller;
        try (Stream<Path> crds = Files.list(GoProgram.module(MODULES, module).resolve("config/crd/bases"))) {
            crds.forEach(crd -> OperatorProcess.installCrd(client, crd));
        }
        List<String> command = new ArrayList<>(List.of(
                GoProgram.tool(MODULES, module, "").file().toString(),
                "--watch-all-namespaces",
                "--enable-leader-election=false",
                "--metrics-addr=0",
                "--health-addr=0"));
        command.addAll(List.of(flags));
        ToolProcess process = ToolProcess.start(
                folder.resolve(controller),
                command,
                Map.of("KUBECONFIG", team.controlPlane().kubeconfig().toString(), "RUNTIME_NAMESPACE", NAMESPACE));
        processes.add(process);
        return process.log();
    }

    /** Tells it to look into a Git repository now. */
    void fetch(String repository) {
        request(SOURCES, "GitRepository", repository);
    }

    /** Waits until a Kustomization was reconciled at a commit, and returns the result. */
    Result await(String kustomization, String commit) {
        return waiting("Kustomization " + kustomization + " at " + commit)
                .until(
                        () -> {
                            JsonNode status = status(kustomization);
                            return status.path("lastAttemptedRevision").asText().endsWith(commit)
                                    ? ready(status)
                                    : null;
                        },
                        result -> result != null && !result.status().equals("Unknown"));
    }

    /** Has a Kustomization reconciled again, and returns the result. */
    Result reconcile(String kustomization) {
        String time = request(KUSTOMIZATIONS, "Kustomization", kustomization);
        return waiting("Kustomization " + kustomization)
                .until(
                        () -> {
                            JsonNode status = status(kustomization);
                            return status.path("lastHandledReconcileAt")
                                            .asText()
                                            .equals(time)
                                    ? ready(status)
                                    : null;
                        },
                        result -> result != null && !result.status().equals("Unknown"));
    }

    private static ConditionFactory waiting(String what) {
        return Awaitility.await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(100));
    }

    /** What the last reconciliation of a Kustomization did to each object: created, configured, unchanged. */
    Map<String, String> lastApplied(String kustomization) throws IOException {
        Map<String, String> applied = new TreeMap<>();
        ObjectMapper mapper = new ObjectMapper();
        for (String line : Files.readAllLines(log)) {
            JsonNode entry = line.startsWith("{") ? mapper.readTree(line) : mapper.nullNode();
            if (entry.path("msg").asText().equals("server-side apply completed")
                    && entry.at("/Kustomization/name").asText().equals(kustomization)) {
                applied.clear();
                entry.path("output")
                        .properties()
                        .forEach(change ->
                                applied.put(change.getKey(), change.getValue().asText()));
            }
        }
        return applied;
    }

    private String request(String version, String kind, String name) {
        String time = Instant.now().toString();
        client.genericKubernetesResources(version, kind)
                .inNamespace(NAMESPACE)
                .withName(name)
                .edit(object -> {
                    object.getMetadata().getAnnotations().put("reconcile.fluxcd.io/requestedAt", time);
                    return object;
                });
        return time;
    }

    private JsonNode status(String kustomization) {
        GenericKubernetesResource object = client.genericKubernetesResources(KUSTOMIZATIONS, "Kustomization")
                .inNamespace(NAMESPACE)
                .withName(kustomization)
                .get();
        return Serialization.jsonMapper().<JsonNode>valueToTree(object).path("status");
    }

    private static Result ready(JsonNode status) {
        for (JsonNode condition : status.path("conditions")) {
            if (condition.path("type").asText().equals("Ready")) {
                return new Result(
                        condition.path("status").asText(),
                        condition.path("reason").asText(),
                        condition.path("message").asText());
            }
        }
        return null;
    }

    @Override
    public void close() {
        processes.forEach(ToolProcess::close);
    }
}
