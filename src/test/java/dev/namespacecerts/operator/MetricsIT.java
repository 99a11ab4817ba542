package dev.namespacecerts.operator;

import static dev.namespacecerts.operator.Cluster.inline;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.namespacecerts.api.v1alpha1.DemoLeafSpec;
import dev.namespacecerts.api.v1alpha1.DemoSpec;
import dev.namespacecerts.metrics.Promtool;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.SpecBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The metrics as Prometheus reads them: from the endpoint of the program, since a misconfigured registry would not
 * fail.
 */
class MetricsIT {
    private final Cluster cluster = new Cluster();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void metricsCoverBundlesViolationsExpiriesFiltersAndReconciliations() throws Exception {
        cluster.create(
                "shop",
                new SpecBuilder()
                        .demo(new DemoSpec(null, List.of(new DemoLeafSpec("worker", "worker", null, null, "100h"))))
                        .client("worker")
                        .publishTo("ca"));
        cluster.create(
                "weak",
                inline(CertificateBuilder.root("CN=Weak")
                        .signatureAlgorithm("SHA1withECDSA")
                        .build()
                        .pem()));
        cluster.filter("good", "weak", "worker");
        cluster.filter("broken", "weak", " ");
        cluster.eventuallyReady("shop", "True", "Ready");
        cluster.eventuallyReady("weak", "False", "Invalid");
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            assertThat(value("namespacecerts_bundle_ready", "bundle=\"shop\"")).isEqualTo(1);
            assertThat(hoursUntil("kind=\"client\",secret=\"worker\"")).isBetween(99.0, 100.0);
        });
        assertThat(value("namespacecerts_bundle_ready", "bundle=\"weak\"")).isZero();
        String root =
                cluster.bundle("shop").get().getStatus().certificates().get(0).fingerprint();
        assertThat(hoursUntil("bundle=\"shop\",kind=\"ca\",fingerprint=\"" + root + "\",common_name=\"shop demo "))
                .isBetween(2159.0, 2160.0);
        assertThat(sum("namespacecerts_bundles", "ready=\"false\",valid=\"false\""))
                .isPositive();
        assertThat(sum("namespacecerts_violations", "rule=\"CA-5\",severity=\"Error\""))
                .isPositive();
        assertThat(sum("namespacecerts_filters", "accepted=\"true\"")).isPositive();
        assertThat(sum("namespacecerts_filters", "accepted=\"false\"")).isPositive();
        assertThat(sum("namespacecerts_reconcile_seconds_count", "kind=\"bundle\",outcome=\"success\""))
                .isPositive();
        assertThat(sum("namespacecerts_reconcile_seconds_count", "kind=\"filter\",outcome=\"success\""))
                .isPositive();
        assertThat(sum("namespacecerts_published_total", "kind=\"configmap\"")).isPositive();
        assertThat(sum("namespacecerts_issued_total", "kind=\"root\"")).isPositive();
        assertThat(sum("namespacecerts_issued_total", "kind=\"leaf\"")).isPositive();
        assertThat(sum("namespacecerts_build_info", "version=")).isEqualTo(1);
        assertThat(ours()).contains("namespacecerts_unobserved{kind=\"bundle\"");
        Promtool.check(ours(), "check", "metrics");
        assertThat(OperatorProcess.shared().get("/metrics")).contains("namespacecerts_bundle_ready{");

        cluster.bundle("shop").delete();
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(ours())
                        .doesNotContain("namespace=\"" + cluster.namespace() + "\",bundle=\"shop\"")
                        .doesNotContain("bundle=\"shop\",namespace=\"" + cluster.namespace() + "\""));
    }

    /** The reconciliation of such a bundle may finish after the watch has reported its deletion. */
    @Test
    void bundlesDeletedDuringAReconciliationHaveNoMetrics() throws Exception {
        String root = CertificateBuilder.root("CN=Brief").build().pem();
        for (int i = 0; i < 60; i++) {
            cluster.create("brief-" + i, new SpecBuilder().inline(root).publishTo("ca-" + i));
            TimeUnit.MILLISECONDS.sleep(i / 2);
            cluster.bundle("brief-" + i).delete();
        }
        cluster.create("last", inline(root));
        cluster.eventuallyReady("last", "True", "Ready");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(ours()).doesNotContain("brief-"));
    }

    /** The metrics of the operator itself; those of libraries have other naming conventions. */
    private static String ours() {
        return OperatorProcess.shared()
                .get("/q/metrics")
                .lines()
                .filter(line -> line.contains("namespacecerts_"))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private double hoursUntil(String tags) {
        double expiry = value("namespacecerts_certificate_expiration_timestamp_seconds", tags);
        return (expiry - Instant.now().getEpochSecond()) / 3600;
    }

    private double value(String name, String tags) {
        return values(name, tags, cluster.namespace()).get(0);
    }

    private static double sum(String name, String tags) {
        return values(name, tags, "").stream().mapToDouble(Double::doubleValue).sum();
    }

    private static List<Double> values(String name, String tags, String namespace) {
        Pattern line = Pattern.compile("^" + name + "\\{(.*)} ([-0-9.E+]+)$", Pattern.MULTILINE);
        List<Double> values = line.matcher(ours())
                .results()
                .filter(result -> result.group(1).contains(namespace)
                        && List.of(tags.split(",")).stream()
                                .allMatch(tag -> result.group(1).contains(tag)))
                .map(result -> Double.valueOf(result.group(2)))
                .toList();
        assertThat(values).as(name + "{" + tags + "}").isNotEmpty();
        return values;
    }
}
