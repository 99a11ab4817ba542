package dev.namespacecerts.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.metrics.BundleFacts.Breach;
import dev.namespacecerts.metrics.BundleFacts.Client;
import dev.namespacecerts.metrics.BundleFacts.Expiry;
import dev.namespacecerts.metrics.BundleFacts.Kind;
import dev.namespacecerts.metrics.BundleFacts.Publication;
import dev.namespacecerts.metrics.BundleFacts.Truth;
import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Severity;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BundleMetricsTest {
    private static final String EXPIRATION = "namespacecerts.certificate.expiration.timestamp";
    private static final String EARLIEST = "namespacecerts.bundle.earliest.expiration.timestamp";
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final BundleMetrics metrics = new BundleMetrics(registry);
    private final int before = registry.getMeters().size();

    @Test
    void bundlesAndViolationsAreSummed() {
        metrics.update(facts("a", true, true, Map.of()));
        metrics.update(facts("b", true, false, Map.of(new Breach(Rule.CA_13, Severity.Warning), 2)));
        metrics.update(facts(
                "c",
                false,
                false,
                Map.of(new Breach(Rule.CA_13, Severity.Warning), 1, new Breach(Rule.CA_5, Severity.Error), 3)));
        assertThat(value("namespacecerts.bundles", "valid", "true", "ready", "true"))
                .isEqualTo(1);
        assertThat(value("namespacecerts.bundles", "valid", "true", "ready", "false"))
                .isEqualTo(1);
        assertThat(value("namespacecerts.bundles", "valid", "false", "ready", "false"))
                .isEqualTo(1);
        assertThat(value("namespacecerts.violations", "rule", "CA-13", "severity", "Warning"))
                .isEqualTo(3);
        assertThat(value("namespacecerts.violations", "rule", "CA-5", "severity", "Error"))
                .isEqualTo(3);
        metrics.update(facts("c", true, true, Map.of()));
        assertThat(value("namespacecerts.violations", "rule", "CA-5", "severity", "Error"))
                .isZero();
        assertThat(value("namespacecerts.bundle.ready", "bundle", "c")).isEqualTo(1);
        assertThat(value("namespacecerts.bundle.ready", "bundle", "b")).isZero();
    }

    /** No bundle is ready and invalid, and a rule whose violations are Errors has none that are Warnings. */
    @Test
    void impossiblePairsHaveNoTimeSeries() {
        assertThat(registry.find("namespacecerts.bundles").gauges())
                .extracting(gauge ->
                        gauge.getId().getTag("valid") + " " + gauge.getId().getTag("ready"))
                .containsExactlyInAnyOrder(
                        "true true", "true false", "true unknown", "false false", "false unknown", "unknown unknown");
        Set<String> pairs = registry.find("namespacecerts.violations").gauges().stream()
                .map(gauge -> gauge.getId().getTag("rule") + " " + gauge.getId().getTag("severity"))
                .collect(Collectors.toSet());
        assertThat(pairs).contains("CA-1 Error", "CA-13 Warning", "EE-7 Error", "EE-7 Warning");
        assertThat(pairs).doesNotContain("CA-1 Warning", "CA-13 Error");
    }

    @Test
    void anExpiryIsATimeAndSaysWhichCertificateItIs() {
        metrics.update(facts("a", expiry("ca", 100), new Expiry(Kind.CLIENT, "", "", "tls", NOW)));
        assertThat(registry.get(EXPIRATION)
                        .tags("temporal_namespace", "accounting.a2dd6", "namespace", "n", "bundle", "a")
                        .tags("kind", "ca", "common_name", "CN of ca", "fingerprint", "ca", "secret", "")
                        .gauge()
                        .value())
                .isEqualTo(NOW.getEpochSecond() + 100);
        assertThat(registry.get(EXPIRATION)
                        .tags("kind", "client", "common_name", "", "fingerprint", "", "secret", "tls")
                        .gauge()
                        .value())
                .isEqualTo(NOW.getEpochSecond());
    }

    @Test
    void clientsAreReportedWithTheRuleThatRejectsThem() {
        metrics.update(clients("a", new Client("one", true, null), new Client("two", false, Rule.EE_9)));
        assertThat(value("namespacecerts.client.accepted", "secret", "one", "rule", ""))
                .isEqualTo(1);
        assertThat(value("namespacecerts.client.accepted", "secret", "two", "rule", "EE-9"))
                .isZero();
        metrics.update(clients("a", new Client("two", true, null)));
        assertThat(registry.find("namespacecerts.client.accepted").gauges())
                .singleElement()
                .satisfies(gauge -> assertThat(gauge.value()).isEqualTo(1))
                .satisfies(gauge -> assertThat(gauge.getId().getTag("rule")).isEmpty());
        metrics.forget("n/a");
        assertThat(registry.getMeters()).hasSize(before);
    }

    @Test
    void rejectedClientsComeFirstIfThereAreTooMany() {
        metrics.update(clients(
                "a",
                IntStream.range(0, 1_200)
                        .mapToObj(i -> new Client("client-" + i, i % 2 == 0, i % 2 == 0 ? null : Rule.EE_7))
                        .toArray(Client[]::new)));
        Collection<Gauge> shown =
                registry.find("namespacecerts.client.accepted").gauges();
        assertThat(shown).hasSize(1_000);
        assertThat(shown.stream().filter(gauge -> gauge.value() == 0)).hasSize(600);
        assertThat(value("namespacecerts.clients.not.shown", "namespace", "n")).isEqualTo(200);
    }

    @Test
    void aPublicationAndTheDeadlineOfItsRotationAreReportedAsLongAsThereAreAny() {
        metrics.update(published("a", new Publication(true, 0, Optional.empty())));
        assertThat(value("namespacecerts.bundle.published", "bundle", "a")).isEqualTo(1);
        assertThat(value("namespacecerts.rotation.retained.certificates", "bundle", "a"))
                .isZero();
        assertThat(registry.find("namespacecerts.rotation.deadline.timestamp").gauge())
                .isNull();
        metrics.update(published("a", new Publication(false, 2, Optional.of(NOW))));
        assertThat(value("namespacecerts.bundle.published", "bundle", "a")).isZero();
        assertThat(value("namespacecerts.rotation.retained.certificates", "bundle", "a"))
                .isEqualTo(2);
        assertThat(value("namespacecerts.rotation.deadline.timestamp", "bundle", "a"))
                .isEqualTo(NOW.getEpochSecond());
        metrics.update(facts("a"));
        assertThat(registry.find("namespacecerts.bundle.published").gauge()).isNull();
        assertThat(registry.find("namespacecerts.rotation.deadline.timestamp").gauge())
                .isNull();
    }

    @Test
    void theTemporalNamespaceIsRenamedOnceItIsSet() {
        metrics.update(facts("a", expiry("ca", 100)));
        metrics.update(new BundleFacts(
                new BundleLabels("n", "a", "other.a2dd6"),
                Truth.True,
                Truth.True,
                Map.of(),
                List.of(expiry("ca", 100)),
                List.of(),
                Optional.empty()));
        assertThat(registry.getMeters().stream()
                        .map(meter -> meter.getId().getTag("temporal_namespace"))
                        .filter(name -> name != null))
                .isNotEmpty()
                .containsOnly("other.a2dd6");
    }

    @Test
    void deletedBundlesAreRemoved() {
        metrics.update(facts("a", expiry("old", 100)));
        metrics.update(facts("a", expiry("new", 200)));
        assertThat(registry.find(EXPIRATION).gauges())
                .extracting(gauge -> gauge.getId().getTag("fingerprint"))
                .containsExactly("new");
        metrics.forget("n/a");
        assertThat(registry.getMeters()).hasSize(before);
    }

    @Test
    void metricsOfASuspendedBundleComeFromItsStatusOnlyIfNoneAreKnown() {
        metrics.update(facts("a", expiry("one", 100), expiry("two", 200)));
        metrics.suspended(facts("a", expiry("one", 100)));
        metrics.suspended(facts("b", expiry("three", 300)));
        assertThat(registry.find(EXPIRATION).gauges())
                .extracting(gauge -> gauge.getId().getTag("fingerprint"))
                .containsExactlyInAnyOrder("one", "two", "three");
        assertThat(registry.find("namespacecerts.bundle.ready").gauge()).isNull();
        assertThat(value("namespacecerts.bundle.suspended", "bundle", "a")).isEqualTo(1);
        assertThat(value("namespacecerts.bundles", "valid", "true", "ready", "unknown"))
                .isEqualTo(2);
        assertThat(value("namespacecerts.bundles", "valid", "true", "ready", "false"))
                .isZero();
        metrics.update(facts("b", expiry("three", 300)));
        assertThat(value("namespacecerts.bundle.suspended", "bundle", "b")).isZero();
        assertThat(value("namespacecerts.bundle.ready", "bundle", "b")).isEqualTo(1);
    }

    @Test
    void aNamespaceHasTimeSeriesOfTheThousandCertificatesThatExpireFirst() {
        for (int bundle = 0; bundle < 101; bundle++) {
            metrics.update(facts("many", "bundle-" + bundle, expiries(100, 1_000 + bundle)));
        }
        assertThat(shown("many")).hasSize(1_000);
        assertThat(value("namespacecerts.certificates.not.shown", "namespace", "many"))
                .isEqualTo(9_100);
        metrics.update(facts("many", "urgent", expiry("urgent", 5)));
        assertThat(shown("many"))
                .hasSize(1_000)
                .extracting(gauge -> gauge.getId().getTag("fingerprint"))
                .contains("urgent");
        metrics.update(facts("other", "one", expiry("one", 1_000_000)));
        assertThat(shown("other")).hasSize(1);
        assertThat(value("namespacecerts.certificates.not.shown", "namespace", "other"))
                .isZero();
        for (int bundle = 0; bundle < 101; bundle++) {
            metrics.forget("many/bundle-" + bundle);
        }
        assertThat(shown("many")).hasSize(1);
        metrics.forget("many/urgent");
        metrics.forget("other/one");
        assertThat(registry.getMeters()).hasSize(before);
    }

    @Test
    void manyNamespacesShareTheTimeSeries() {
        for (int namespace = 0; namespace < 40; namespace++) {
            metrics.update(facts("n-" + namespace, "bundle", expiries(500, namespace)));
        }
        assertThat(shown("n-0")).hasSize(250);
        assertThat(shown("n-39")).hasSize(250);
        for (int namespace = 10; namespace < 40; namespace++) {
            metrics.forget("n-" + namespace + "/bundle");
        }
        assertThat(shown("n-0")).hasSize(500);
    }

    @Test
    void everyBundleHasATimeSeriesOfItsEarliestExpiry() {
        metrics.update(facts("many", "soon", expiries(1_000, 10)));
        metrics.update(facts("many", "later", expiry("later", 2_000), expiry("last", 3_000)));
        assertThat(shown("many"))
                .extracting(gauge -> gauge.getId().getTag("bundle"))
                .containsOnly("soon");
        assertThat(value(EARLIEST, "bundle", "later", "kind", "ca")).isEqualTo(NOW.getEpochSecond() + 2_000);
        metrics.update(facts("many", "later", expiry("last", 3_000)));
        assertThat(value(EARLIEST, "bundle", "later", "kind", "ca")).isEqualTo(NOW.getEpochSecond() + 3_000);
        metrics.update(facts("many", "later", new Expiry(Kind.CLIENT, "", "", "a", NOW.plusSeconds(7))));
        assertThat(registry.find(EARLIEST).tags("bundle", "later", "kind", "ca").gauge())
                .isNull();
        assertThat(value(EARLIEST, "bundle", "later", "kind", "client")).isEqualTo(NOW.getEpochSecond() + 7);
    }

    private Collection<Gauge> shown(String namespace) {
        return registry.find(EXPIRATION).tags("namespace", namespace).gauges();
    }

    private static Expiry[] expiries(int count, int seconds) {
        return IntStream.range(0, count)
                .mapToObj(i -> expiry("ca-" + i, seconds))
                .toArray(Expiry[]::new);
    }

    private double value(String name, String... tags) {
        Gauge gauge = registry.get(name).tags(tags).gauge();
        return gauge.value();
    }

    private static Expiry expiry(String name, int seconds) {
        return new Expiry(Kind.CA, "CN of " + name, name, "", NOW.plusSeconds(seconds));
    }

    private static BundleFacts facts(String name, Expiry... certificates) {
        return facts("n", name, certificates);
    }

    private static BundleFacts facts(String namespace, String name, Expiry... certificates) {
        return new BundleFacts(
                labels(namespace, name),
                Truth.True,
                Truth.True,
                Map.of(),
                List.of(certificates),
                List.of(),
                Optional.empty());
    }

    private static BundleFacts facts(String name, boolean valid, boolean ready, Map<Breach, Integer> violations) {
        return new BundleFacts(
                labels("n", name),
                Truth.of(valid),
                Truth.of(ready),
                violations,
                List.of(),
                List.of(),
                Optional.empty());
    }

    private static BundleFacts clients(String name, Client... clients) {
        return new BundleFacts(
                labels("n", name), Truth.True, Truth.True, Map.of(), List.of(), List.of(clients), Optional.empty());
    }

    private static BundleFacts published(String name, Publication publication) {
        return new BundleFacts(
                labels("n", name), Truth.True, Truth.True, Map.of(), List.of(), List.of(), Optional.of(publication));
    }

    private static BundleLabels labels(String namespace, String name) {
        return new BundleLabels(namespace, name, "accounting.a2dd6");
    }
}
