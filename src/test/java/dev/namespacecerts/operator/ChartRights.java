package dev.namespacecerts.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.namespacecerts.chart.Chart;
import dev.namespacecerts.cluster.ControlPlane;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** The ServiceAccount of the chart, with exactly the permissions that the chart gives it. */
final class ChartRights {
    private static final Set<String> KINDS =
            Set.of("ServiceAccount", "ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding", "Secret");

    /** Not the chart's own, which other tests create and delete. */
    private static final String SHARED = "operator-of-all-tests";

    /** The Secret with the key of the operator that all tests share. */
    static final String SEAL = SHARED + "/" + SHARED + "-seal";

    private ChartRights() {}

    /**
     * Creates those of the chart's objects that give permissions, and the operator's own Secret, in a Kubernetes namespace of
     * the release.
     */
    static void create(KubernetesClient admin, String namespace, List<JsonNode> objects) {
        objects.stream()
                .filter(object -> KINDS.contains(object.get("kind").asText()))
                .map(object -> object.toString().replace(inNamespace(Chart.NAME), inNamespace(namespace)))
                .forEach(object -> admin.resource(object).create());
    }

    private static String inNamespace(String name) {
        return "\"namespace\":\"" + name + "\"";
    }

    /** Installs them in a control plane with every feature enabled, and returns a kubeconfig of the ServiceAccount. */
    static Path everyFeature(ControlPlane controlPlane) {
        try (KubernetesClient admin = controlPlane.client()) {
            createNamespace(admin, SHARED);
            create(admin, SHARED, Chart.objects("""
                    fullnameOverride: operator-of-all-tests
                    demo: {enabled: true}
                    publishToSecrets: {enabled: true}
                    cloud: {enabled: true}
                    userRoles: {enabled: false}
                    crds: {enabled: false}
                    """));
            return kubeconfig(controlPlane, token(admin, SHARED, SHARED));
        }
    }

    static void createNamespace(KubernetesClient admin, String name) {
        admin.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
    }

    /** A token of a ServiceAccount. */
    static String token(KubernetesClient admin, String namespace, String name) {
        return admin.serviceAccounts()
                .inNamespace(namespace)
                .withName(name)
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withAudiences(List.of())
                        .withExpirationSeconds(86_400L)
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
    }

    /** A kubeconfig for a control plane with a token. */
    static Path kubeconfig(ControlPlane controlPlane, String token) {
        try (KubernetesClient admin = controlPlane.client()) {
            Config config = admin.getConfiguration();
            Path file = Files.createTempFile("operator", ".kubeconfig");
            file.toFile().deleteOnExit();
            return Files.writeString(file, """
                    apiVersion: v1
                    kind: Config
                    current-context: operator
                    clusters:
                    - name: cluster
                      cluster: {server: "%s", certificate-authority-data: "%s"}
                    users:
                    - name: operator
                      user: {token: "%s"}
                    contexts:
                    - name: operator
                      context: {cluster: cluster, user: operator}
                    """.formatted(config.getMasterUrl(), authority(config), token));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String authority(Config config) throws IOException {
        String data = config.getCaCertData();
        if (data == null) {
            return Base64.getEncoder().encodeToString(Files.readAllBytes(Path.of(config.getCaCertFile())));
        }
        return data.startsWith("-----")
                ? Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.US_ASCII))
                : data;
    }
}
