package dev.namespacecerts.operator;

import static dev.namespacecerts.operator.Cluster.assertCondition;
import static dev.namespacecerts.operator.Cluster.condition;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.SpecBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A failed reconciliation is reported, and the last verdict stays. Here, the API server answers every write with HTTP
 * 500.
 */
class FailureIT {
    /** Nothing listens there. */
    private static final String WEBHOOK = """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingWebhookConfiguration
            metadata: {name: unreachable-%1$s}
            webhooks:
              - name: unreachable.namespacecerts.dev
                admissionReviewVersions: [v1]
                sideEffects: None
                timeoutSeconds: 1
                failurePolicy: Fail
                clientConfig: {url: "https://127.0.0.1:1/"}
                namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %1$s}}
                rules:
                  - apiGroups: [""]
                    apiVersions: [v1]
                    operations: [CREATE, UPDATE]
                    resources: [configmaps]
            """;

    private static final String PEM =
            CertificateBuilder.root("CN=Acme Root").build().pem();

    private final Cluster cluster = new Cluster();
    private final Kubectl kubectl = new Kubectl(ControlPlane.shared());
    private final String webhook = WEBHOOK.formatted(cluster.namespace());

    @BeforeEach
    void failEveryWrite() {
        assertThat(kubectl.call(webhook, "apply", "-f", "-").exitCode()).isZero();
    }

    @AfterEach
    void close() {
        kubectl.call(webhook, "delete", "--ignore-not-found", "-f", "-");
        cluster.close();
    }

    @Test
    void aFailedReconciliationKeepsTheVerdictAndIsReportedUntilOneSucceeds() {
        cluster.create("shop", new SpecBuilder().inline(PEM));
        cluster.eventuallyReady("shop", "True", "Ready");
        cluster.edit("shop", new SpecBuilder().inline(PEM).publishTo("shop-ca"));
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            var bundle = cluster.bundle("shop").get();
            assertCondition(bundle, "Ready", "Unknown", "ReconcileFailed");
            assertCondition(bundle, "Valid", "True", "Valid");
            assertThat(condition(bundle.getStatus().conditions(), "Ready").getMessage())
                    .contains("HTTP 500");
            assertThat(bundle.getStatus().observedGeneration())
                    .isLessThan(bundle.getMetadata().getGeneration());
            assertThat(bundle.getStatus().certificates()).hasSize(1);
        });
        assertThat(OperatorProcess.shared().log())
                .contains("NamespaceCertificateBundle " + cluster.namespace()
                        + "/shop could not be reconciled: the API server"
                        + " answered a request of the operator with HTTP 500; next try in ");

        assertThat(kubectl.call(webhook, "delete", "-f", "-").exitCode()).isZero();
        cluster.edit("shop", new SpecBuilder().inline(PEM).publishTo("shop-ca").clients("app", "worker"));
        cluster.eventually("shop", bundle -> assertCondition(bundle, "Published", "True", "Published"));
        cluster.eventuallyReady("shop", "True", "Ready");
    }

    @Test
    void theLogCanBeJson() throws Exception {
        try (OperatorProcess operator = OperatorProcess.start(
                        ControlPlane.shared().kubeconfig(), Map.of("NAMESPACECERTS_LOG_JSON", "true"))
                .awaitStarted()) {
            List<String> lines =
                    operator.log().lines().filter(line -> line.startsWith("{")).toList();
            assertThat(lines).isNotEmpty();
            for (String line : lines) {
                assertThat(new ObjectMapper().readTree(line).get("level").asText())
                        .isNotEmpty();
            }
        }
    }
}
