package dev.namespacecerts.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.chart.Chart;
import dev.namespacecerts.cluster.ControlPlane;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The operator with the ServiceAccount and exactly the permissions of the chart. For every combination of features,
 * they suffice for all that it does, and none is unused.
 */
class LeastPrivilegeIT {
    /** Roles of the chart that an administrator binds to users. */
    private static final List<String> ROLES_OF_USERS = List.of("-connection-user", "-filter-clearer");

    /** Permissions of every authenticated user. */
    private static final Set<String> ASKED_OF_ONESELF = Set.of(
            "create selfsubjectaccessreviews.authorization.k8s.io",
            "create selfsubjectrulesreviews.authorization.k8s.io");

    @TempDir
    private static Path folder;

    private static AuditLog audit;
    private static ControlPlane controlPlane;
    private static KubernetesClient admin;

    @BeforeAll
    static void start() throws Exception {
        audit = new AuditLog(folder.resolve("audit.log"));
        controlPlane = ControlPlane.start(audit.flags());
        admin = controlPlane.client();
        OperatorProcess.installCrds(controlPlane);
        ChartRights.createNamespace(admin, Chart.NAME);
    }

    @AfterAll
    static void stop() {
        admin.close();
        controlPlane.close();
    }

    @ParameterizedTest(
            name = "watching {0}, demo {1}, publishing to ConfigMaps {2}, to Secrets {3}, Temporal Cloud {4}")
    @CsvSource({
        "everything, false, false, false, true",
        "everything, false, true, true, false",
        "everything, true, true, false, false",
        "everything, true, true, true, true",
        "one, false, true, false, false",
        "one, false, false, true, true",
        "one, true, false, false, false",
        "one, true, true, true, false"
    })
    void permissionsOfTheChartSufficeAndAreAllUsed(
            String watched, boolean demo, boolean configMaps, boolean secrets, boolean cloud) throws Exception {
        String name = "watch-" + watched + (demo ? "-demo" : "") + (configMaps ? "-maps" : "")
                + (secrets ? "-secrets" : "") + (cloud ? "-cloud" : "");
        ChartRights.createNamespace(admin, name);
        List<JsonNode> objects = Chart.objects("""
                fullnameOverride: %s
                watch: {namespaces: [%s]}
                demo: {enabled: %s}
                publish: {enabled: %s}
                publishToSecrets: {enabled: %s}
                temporalNamespaces: {%s: [allowed.a2dd6, accounting.a2dd6]}
                cloud: {enabled: %s, hosts: [localhost], sharedConnections: {%s: {%s: [accounting.a2dd6]}}}
                userRoles: {enabled: false}
                crds: {enabled: false}
                """.formatted(
                        name, watched.equals("one") ? name : "", demo, configMaps, secrets, name, cloud, name, name));
        ChartRights.create(admin, Chart.NAME, objects);

        String token = ChartRights.token(admin, Chart.NAME, name);
        try (OperatorProcess operator =
                OperatorProcess.start(ChartRights.kubeconfig(controlPlane, token), environment(objects, name))) {
            operator.awaitStarted();
            new EveryFeature(admin, name).use(demo, configMaps, secrets, cloud);
            operator.terminate();
            assertThat(operator.log()).doesNotContain("ERROR", "Forbidden", "forbidden");
        }
        Set<String> used = audit.usedBy("system:serviceaccount:" + Chart.NAME + ":" + name);
        used.removeAll(ASKED_OF_ONESELF);
        used.remove(
                "get namespaces"); // asked once at the start, and refused: only for a better message outside a cluster
        assertThat(used).isEqualTo(allowed(objects));
        try (KubernetesClient asOperator = client(token)) {
            assertRefused(asOperator, name, configMaps, demo || secrets, watched.equals("one"));
            if (!cloud) { // else the chart's admission policy refuses it
                refused(() ->
                        bundles(asOperator, name).withName("all").patch("{\"spec\":{\"filterPolicy\":\"Required\"}}"));
            }
        }
        remove(name);
    }

    /**
     * Deletes the bundles at once, since the next operator would reconcile them while the namespace is terminating.
     */
    private static void remove(String namespace) {
        admin.resources(NamespaceCertificateBundle.class).inNamespace(namespace).delete();
        admin.resources(CertificateFilter.class).inNamespace(namespace).delete();
        admin.namespaces().withName(namespace).delete();
    }

    private static void assertRefused(
            KubernetesClient operator, String namespace, boolean configMaps, boolean secrets, boolean oneNamespace) {
        refused(() -> bundles(operator, namespace).withName("all").delete());
        refused(() -> operator.pods().inNamespace(namespace).list());
        refused(() -> operator.serviceAccounts().inNamespace(namespace).list());
        refused(() -> operator.rbac().clusterRoles().list());
        refused(() -> operator.leases().inNamespace("default").list());
        if (!configMaps) {
            refused(() -> createConfigMap(operator, namespace));
        }
        if (!secrets) {
            refused(() -> operator.secrets()
                    .inNamespace(namespace)
                    .resource(new SecretBuilder()
                            .withNewMetadata()
                            .withName("new")
                            .endMetadata()
                            .build())
                    .create());
        }
        if (oneNamespace) {
            refused(() -> operator.secrets().inNamespace("kube-system").list());
            refused(() -> createConfigMap(operator, "default"));
        }
    }

    private static NonNamespaceOperation<
                    GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            bundles(KubernetesClient operator, String namespace) {
        return operator.genericKubernetesResources("namespacecerts.dev/v1alpha1", "NamespaceCertificateBundle")
                .inNamespace(namespace);
    }

    private static void createConfigMap(KubernetesClient client, String namespace) {
        client.configMaps()
                .inNamespace(namespace)
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("new")
                        .endMetadata()
                        .build())
                .create();
    }

    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        refusal -> assertThat(refusal.getCode()).isEqualTo(403));
    }

    private static Set<String> allowed(List<JsonNode> objects) {
        Set<String> allowed = new TreeSet<>();
        for (JsonNode object : objects) {
            if (ROLES_OF_USERS.stream()
                    .anyMatch(role -> object.at("/metadata/name").asText().endsWith(role))) {
                continue;
            }
            for (JsonNode rule : object.path("rules")) {
                for (JsonNode group : rule.get("apiGroups")) {
                    for (JsonNode resource : rule.get("resources")) {
                        for (JsonNode verb : rule.get("verbs")) {
                            allowed.add(AuditLog.permission(verb.asText(), group.asText(), resource.asText()));
                        }
                    }
                }
            }
        }
        return allowed;
    }

    /** The environment of the container, as the chart has it, but for the port. */
    private static Map<String, String> environment(List<JsonNode> objects, String name) {
        Map<String, String> environment = new HashMap<>();
        objects.stream()
                .filter(object -> object.get("kind").asText().equals("Deployment"))
                .flatMap(deployment -> deployment.findParents("value").stream())
                .forEach(variable -> environment.put(
                        variable.path("name").asText(), variable.get("value").asText()));
        assertThat(environment).containsKey("NAMESPACECERTS_LEASE");
        environment.put("QUARKUS_HTTP_PORT", "0");
        environment.put("HOSTNAME", name);
        environment.put("JAVA_TOOL_OPTIONS", OperatorProcess.BRIEF);
        return environment;
    }

    private static KubernetesClient client(String token) {
        Config config = new ConfigBuilder(admin.getConfiguration())
                .withOauthToken(token)
                .withAutoOAuthToken(token)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }
}
