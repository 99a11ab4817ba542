package dev.namespacecerts.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.namespacecerts.api.v1alpha1.FilterPolicy;
import dev.namespacecerts.chart.Chart;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples for Argo CD, applied by Argo CD from a Git repository. */
@Tag("gitops")
class ArgoIT {
    private static final Path EXAMPLES = Path.of("deploy/gitops/argocd");
    private static final String BUNDLES = "payments-certificates";
    private static final String OPERATOR = "namespace-certificate-operator";
    private static final String SEAL = OPERATOR + "-seal";

    /** A bundle in each of the states that are neither ready nor broken. */
    private static final String OTHERS = """
            ---
            apiVersion: namespacecerts.dev/v1alpha1
            kind: NamespaceCertificateBundle
            metadata: {name: waiting}
            spec:
              certificates: [{configMap: {name: absent, key: ca.crt}}]
            ---
            apiVersion: namespacecerts.dev/v1alpha1
            kind: NamespaceCertificateBundle
            metadata: {name: suspended}
            spec:
              certificates: [{inline: nonsense}]
              reconciliation: Suspended
            """;

    @TempDir
    private Path folder;

    @Test
    void argoSynchronisesFindsNoDriftAndShowsTheHealthOfEachBundle() throws Exception {
        try (Team team = new Team(folder, Argo.NAMESPACE);
                Argo argo = new Argo(team, folder, EXAMPLES.resolve("health.yaml"))) {
            String chart = team.commitChart("v" + Chart.tag());
            team.apply(EXAMPLES.resolve("operator.yaml"));
            argo.await(OPERATOR, isSynced(chart));
            team.startOperator(Map.of("NAMESPACECERTS_SEAL", OPERATOR + "/" + SEAL));

            String ready = team.commitReadyBundles();
            team.apply(EXAMPLES.resolve("bundles.yaml"));
            argo.await(BUNDLES, is(ready, "Healthy"));
            assertNoDrift(team, argo, ready);
            assertHealthOfEach(team, argo);

            String corrected = team.commit(Team.BROKEN_FILE, "");
            argo.refresh(BUNDLES, is(corrected, "Healthy"));
            assertThat(team.bundle("broken").get()).isNull();
            assertChartWithoutDrift(team, argo, chart);
        }
    }

    private static Predicate<JsonNode> isSynced(String commit) {
        return status -> status.at("/sync/status").asText().equals("Synced")
                && status.at("/sync/revision").asText().equals(commit)
                && status.at("/operationState/phase").asText().equals("Succeeded");
    }

    private static Predicate<JsonNode> is(String commit, String health) {
        return isSynced(commit)
                .and(status -> status.at("/health/status").asText().equals(health));
    }

    /** The operator has written a key into the empty Secret of the chart, which Argo CD is not to revert. */
    private static void assertChartWithoutDrift(Team team, Argo argo, String commit) {
        JsonNode status = argo.refresh(OPERATOR, isSynced(commit));
        assertThat(status.path("history")).as("synchronisations").hasSize(1);
        assertThat(status.path("resources")).hasSizeGreaterThan(10);
        assertThat(team.client()
                        .secrets()
                        .inNamespace(OPERATOR)
                        .withName(SEAL)
                        .get()
                        .getData())
                .isNotEmpty();
    }

    private static void assertNoDrift(Team team, Argo argo, String commit) {
        Map<String, String> before = team.versions();
        assertThat(before).containsKeys("ConfigMap/accounting-ca", "NamespaceCertificateBundle/playground");
        JsonNode status = argo.refresh(BUNDLES, is(commit, "Healthy"));
        assertThat(status.path("history")).as("synchronisations").hasSize(1);
        assertThat(team.versions()).isEqualTo(before);

        team.editAccounting();
        await("a real difference is reverted")
                .atMost(Duration.ofSeconds(60))
                .until(() -> team.bundle("accounting").get().getSpec().filterPolicy() == FilterPolicy.Required);
    }

    private static void assertHealthOfEach(Team team, Argo argo) throws Exception {
        String broken = team.commit(Team.BROKEN_FILE, Team.BROKEN + OTHERS);
        long began = System.nanoTime();
        JsonNode status = argo.refresh(
                BUNDLES,
                is(broken, "Degraded")
                        .and(degraded -> health(degraded, "waiting").startsWith("Progressing CA-14: "))
                        .and(degraded -> health(degraded, "suspended").startsWith("Suspended ")));
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        System.out.println(
                "Argo CD reports a broken bundle after " + took.toMillis() + " ms: " + health(status, "broken"));
        assertThat(health(status, "broken")).startsWith("Degraded CA-10: ");
        assertThat(health(status, "accounting")).startsWith("Healthy 1 certificate and 1 filter ");
        assertThat(health(status, "workers")).startsWith("Healthy The filter is valid");
    }

    /** The health of a bundle or filter, and its message. */
    private static String health(JsonNode status, String name) {
        Map<String, String> health = new TreeMap<>();
        status.path("resources")
                .forEach(object -> health.put(
                        object.path("name").asText(),
                        object.at("/health/status").asText() + " "
                                + object.at("/health/message").asText()));
        return health.getOrDefault(name, "");
    }
}
