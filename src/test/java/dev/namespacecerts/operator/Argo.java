package dev.namespacecerts.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.namespacecerts.testing.GoProgram;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** Argo CD's application controller and repo-server, as processes beside an API server. */
final class Argo implements AutoCloseable {
    static final String NAMESPACE = "argocd";

    private static final String REFRESH = "argocd.argoproj.io/refresh";
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /** What Argo CD's installation has besides argocd-cm. */
    private static final String INSTALLATION = """
            apiVersion: argoproj.io/v1alpha1
            kind: AppProject
            metadata: {name: default, namespace: argocd}
            spec:
              sourceRepos: ["*"]
              destinations: [{server: "*", namespace: "*"}]
              clusterResourceWhitelist: [{group: "*", kind: "*"}]
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: argocd-secret, namespace: argocd, labels: {app.kubernetes.io/part-of: argocd}}
            stringData: {server.secretkey: unused}
            """;

    private final GoProgram program = GoProgram.of("argocd");
    private final KubernetesClient client;
    private final Process redis;
    private final List<ToolProcess> processes = new ArrayList<>();

    /** Installs its CRDs, the settings of an example, and what else it needs, and starts it. */
    Argo(Team team, Path folder, Path settings) throws IOException {
        client = team.client();
        Path manifests =
                GoProgram.module("argocd", "github.com/argoproj/argo-cd/v3").resolve("manifests/crds");
        for (String crd : List.of("application", "appproject")) {
            OperatorProcess.installCrd(client, manifests.resolve(crd + "-crd.yaml"));
        }
        team.apply(INSTALLATION);
        team.apply(Files.readString(settings));
        redis = program.start("redis");
        BufferedReader lines = redis.inputReader(StandardCharsets.UTF_8);
        String cache = "--redis=" + lines.readLine();
        int port = ToolProcess.freePort();
        start(
                team,
                folder,
                "repo-server",
                cache,
                "--address=127.0.0.1",
                "--port=" + port,
                "--disable-tls",
                "--metrics-address=127.0.0.1",
                "--metrics-port=" + ToolProcess.freePort());
        start(
                team,
                folder,
                "application-controller",
                cache,
                "--namespace=" + NAMESPACE,
                "--repo-server=127.0.0.1:" + port,
                "--repo-server-plaintext",
                "--persist-resource-health",
                "--metrics-port=" + ToolProcess.freePort());
    }

    private void start(Team team, Path folder, String role, String... flags) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.file().toString(), role));
        command.addAll(List.of(flags));
        Path own = folder.resolve(role);
        Map<String, String> environment = new HashMap<>(Map.of(
                "KUBECONFIG", team.controlPlane().kubeconfig().toString(),
                "ARGOCD_FAKE_IN_CLUSTER", "true", // the cluster of KUBECONFIG is the one that it runs in
                "ARGOCD_GPG_ENABLED", "false",
                "ARGOCD_ASK_PASS_SOCK", own.resolve("ask-pass").toString(),
                "ARGOCD_PLUGINSOCKFILEPATH", own.resolve("plugins").toString(),
                "ARGOCD_TLS_DATA_PATH", own.resolve("tls").toString(),
                "ARGOCD_SSH_DATA_PATH", own.resolve("ssh").toString()));
        // It calls helm.
        Path helm = GoProgram.tool("helm", "helm.sh/helm/v3/cmd/helm", "").file();
        environment.put("PATH", helm.getParent() + ":" + System.getenv("PATH"));
        processes.add(ToolProcess.start(own, command, environment));
    }

    /** Compares an Application with its Git repository and the cluster now, and waits for a status. */
    JsonNode refresh(String application, Predicate<JsonNode> expected) {
        // A merge patch, because Argo CD writes the object at the same time.
        resource(application)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"annotations\":{\"" + REFRESH + "\":\"hard\"}}}");
        return await(application, expected);
    }

    /** Waits until an Application has a status, and is not to be refreshed. */
    JsonNode await(String application, Predicate<JsonNode> expected) {
        return Awaitility.await(application)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> status(application), expected);
    }

    private JsonNode status(String application) {
        GenericKubernetesResource object = resource(application).get();
        JsonNode status =
                Serialization.jsonMapper().<JsonNode>valueToTree(object).path("status");
        return object.getMetadata().getAnnotations().containsKey(REFRESH)
                ? Serialization.jsonMapper().missingNode()
                : status;
    }

    private Resource<GenericKubernetesResource> resource(String application) {
        return client.genericKubernetesResources("argoproj.io/v1alpha1", "Application")
                .inNamespace(NAMESPACE)
                .withName(application);
    }

    @Override
    public void close() {
        processes.forEach(ToolProcess::close);
        redis.destroyForcibly();
    }
}
