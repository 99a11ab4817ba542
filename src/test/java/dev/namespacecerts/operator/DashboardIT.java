package dev.namespacecerts.operator;

import static dev.namespacecerts.operator.Cluster.inline;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.namespacecerts.api.v1alpha1.DemoLeafSpec;
import dev.namespacecerts.api.v1alpha1.DemoSpec;
import dev.namespacecerts.api.v1alpha1.Reconciliation;
import dev.namespacecerts.metrics.MetricsPage;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.GoProgram;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.SpecBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The queries of the dashboard and of docs/metrics.md, evaluated by Prometheus's engine against scraped metrics. */
class DashboardIT {
    private static final Path DASHBOARD = Path.of("helm/namespace-certificate-operator/files/dashboard.json");
    private static final Pattern SAMPLE =
            Pattern.compile("(namespacecerts_\\w+?)(?:_bucket|_sum|_count)?(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.+), (\\w+)\\)");

    private final Cluster cluster = new Cluster();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void everyQueryHasDataAndThePageNamesEveryMetric() throws IOException {
        HeldCertificate old = CertificateBuilder.root("CN=Acme Root 1").build();
        HeldCertificate next = CertificateBuilder.root("CN=Acme Root 2").build();
        HeldCertificate leaf =
                CertificateBuilder.leaf("CN=worker").issuedBy(old).build();
        cluster.clientSecret("worker", Map.of(), leaf.pem(), leaf.privateKeyPem());
        cluster.create("rotated", rotation(old, next));
        cluster.create(
                "demo",
                new SpecBuilder()
                        .temporalNamespace("demo")
                        .demo(new DemoSpec(null, List.of(new DemoLeafSpec("demo-tls", "demo", null, null, "100h"))))
                        .publishTo("demo-ca"));
        String weak = CertificateBuilder.root("CN=Weak")
                .signatureAlgorithm("SHA1withECDSA")
                .build()
                .pem();
        cluster.create("weak", new SpecBuilder().inline(weak).client("absent").publishTo("weak-ca"));
        cluster.create("suspended", new SpecBuilder().inline(next.pem()).reconciliation(Reconciliation.Suspended));
        cluster.filter("accepted", "weak", "worker");
        cluster.eventuallyReady("rotated", "True", "Ready");
        cluster.eventuallyReady("demo", "True", "Ready");
        Path first = scrape("first");

        cluster.edit("rotated", rotation(next));
        cluster.create("later", inline(next.pem()));
        cluster.eventuallyReady("later", "True", "Ready");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(metrics())
                        .containsPattern("namespacecerts_bundle_suspended\\{bundle=\"suspended\".* 1.0")
                        .containsPattern("namespacecerts_rotation_deadline_timestamp_seconds\\{.*\"rotated\"")
                        .containsPattern("namespacecerts_bundle_published\\{bundle=\"weak\".* 0.0")
                        .containsPattern("namespacecerts_client_accepted\\{.*\"EE-11\".* 0.0"));
        Path second = scrape("second");

        assertThat(results(queriesOfTheDashboard(), first, second))
                .as("number of results of each query")
                .allSatisfy((query, results) -> assertThat(results).matches("[1-9]\\d*"));
        assertThat(results(MetricsPage.queries(), first, second))
                .as("number of results of each example in docs/metrics.md; some need Temporal Cloud")
                .allSatisfy((query, results) -> assertThat(results)
                        .matches(
                                query.matches(".*namespacecerts_(cloud|bundle_synchronized).*")
                                        ? "\\d+"
                                        : "[1-9]\\d*"));
        Map<String, Set<String>> scraped = labels(Files.readString(second));
        assertThat(MetricsPage.metrics())
                .as("metrics in docs/metrics.md, with their labels")
                .containsAllEntriesOf(scraped);
        assertThat(MetricsPage.metrics().keySet())
                .as("metrics in docs/metrics.md; some need Temporal Cloud")
                .allMatch(name -> scraped.containsKey(name)
                        || name.startsWith("namespacecerts_cloud_")
                        || name.equals("namespacecerts_bundle_synchronized"));
    }

    @Test
    void grafanasOwnTypesReadTheDashboard() throws IOException {
        GoProgram checker = GoProgram.of("dashboard");
        String dashboard = Files.readString(DASHBOARD);
        assertThat(checker.ask(dashboard)).isEmpty();
        assertThatThrownBy(() -> checker.ask(dashboard.replace("\"showHeader\"", "\"showHead\"")))
                .hasMessageContaining("unexpected field 'showHead'");
    }

    private SpecBuilder rotation(HeldCertificate... roots) {
        SpecBuilder spec = new SpecBuilder();
        for (HeldCertificate root : roots) {
            spec.inline(root.pem());
        }
        return spec.client("worker").publishTo("rotated-ca", "0s").waitForClients("24h");
    }

    private Path scrape(String name) throws IOException {
        return Files.writeString(folder.resolve(name), metrics());
    }

    private static String metrics() {
        return OperatorProcess.shared().get("/metrics");
    }

    /** The number of results of each query, or the error. */
    private static Map<String, String> results(Set<String> queries, Path... scrapes) {
        assertThat(queries).isNotEmpty();
        String[] files = List.of(scrapes).stream().map(Path::toString).toArray(String[]::new);
        List<String> answers = GoProgram.of("promql")
                .ask(String.join("\n", queries) + "\n", files)
                .lines()
                .toList();
        assertThat(answers).hasSameSizeAs(queries);
        Map<String, String> results = new TreeMap<>();
        int i = 0;
        for (String query : queries) {
            results.put(query, answers.get(i++));
        }
        return results;
    }

    /** The queries of panels and variables, with values for the variables. */
    private static Set<String> queriesOfTheDashboard() throws IOException {
        JsonNode dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());
        List<String> queries = new ArrayList<>(dashboard.findValuesAsText("expr"));
        dashboard.at("/templating/list").forEach(variable -> {
            Matcher values = LABEL_VALUES.matcher(variable.path("query").asText());
            if (values.matches()) {
                queries.add("count by (" + values.group(2) + ") (" + values.group(1) + ")");
            }
        });
        return queries.stream()
                .map(query -> query.replace("$namespace", ".*").replace("$__rate_interval", "5m"))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The labels of each metric of the operator. */
    private static Map<String, Set<String>> labels(String metrics) {
        Map<String, Set<String>> labels = new TreeMap<>();
        metrics.lines().map(SAMPLE::matcher).filter(Matcher::matches).forEach(sample -> {
            Set<String> names = labels.computeIfAbsent(sample.group(1), name -> new TreeSet<>());
            if (sample.group(2) != null) {
                LABEL.matcher(sample.group(2))
                        .results()
                        .map(label -> label.group(1))
                        .forEach(names::add);
            }
        });
        return labels;
    }
}
