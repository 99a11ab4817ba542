package dev.namespacecerts.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.metrics.BundleFacts.Breach;
import dev.namespacecerts.metrics.BundleFacts.Expiry;
import dev.namespacecerts.metrics.BundleFacts.Kind;
import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Severity;
import dev.namespacecerts.testing.ManualClock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BundleMetricsTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    private final ManualClock clock = new ManualClock(NOW);
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final BundleMetrics metrics = new BundleMetrics(registry, clock);
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

    @Test
    void theTimeToExpiryDecreasesWithTimeAndBelowZero() {
        metrics.update(facts("a", expiry("ca", 100)));
        assertThat(value("namespacecerts.certificate.expiry", "name", "ca")).isEqualTo(100);
        clock.set(NOW.plusSeconds(130));
        assertThat(value("namespacecerts.certificate.expiry", "name", "ca")).isEqualTo(-30);
    }

    @Test
    void deletedBundlesAreRemoved() {
        metrics.update(facts("a", expiry("old", 100)));
        metrics.update(facts("a", expiry("new", 200)));
        assertThat(registry.find("namespacecerts.certificate.expiry").gauges())
                .extracting(gauge -> gauge.getId().getTag("name"))
                .containsExactly("new");
        metrics.forget("n/a");
        assertThat(registry.getMeters()).hasSize(before);
    }

    @Test
    void metricsOfASuspendedBundleComeFromItsStatusOnlyIfNoneAreKnown() {
        metrics.update(facts("a", expiry("one", 100), expiry("two", 200)));
        metrics.suspended(facts("a", expiry("one", 100)));
        metrics.suspended(facts("b", expiry("three", 300)));
        assertThat(registry.find("namespacecerts.certificate.expiry").gauges())
                .extracting(gauge -> gauge.getId().getTag("name"))
                .containsExactlyInAnyOrder("one", "two", "three");
        assertThat(value("namespacecerts.bundle.ready", "bundle", "a")).isZero();
        assertThat(value("namespacecerts.bundle.ready", "bundle", "b")).isZero();
        assertThat(value("namespacecerts.bundles", "valid", "true", "ready", "false"))
                .isEqualTo(2);
        metrics.update(facts("b", expiry("three", 300)));
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
                .extracting(gauge -> gauge.getId().getTag("name"))
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
        assertThat(value("namespacecerts.bundle.earliest.expiry", "bundle", "later", "kind", "CA"))
                .isEqualTo(2_000);
        metrics.update(facts("many", "later", expiry("last", 3_000)));
        assertThat(value("namespacecerts.bundle.earliest.expiry", "bundle", "later", "kind", "CA"))
                .isEqualTo(3_000);
        metrics.update(facts("many", "later", new Expiry(Kind.Client, "a", NOW.plusSeconds(7))));
        assertThat(registry.find("namespacecerts.bundle.earliest.expiry")
                        .tags("bundle", "later", "kind", "CA")
                        .gauge())
                .isNull();
        assertThat(value("namespacecerts.bundle.earliest.expiry", "bundle", "later", "kind", "Client"))
                .isEqualTo(7);
    }

    private Collection<Gauge> shown(String namespace) {
        return registry.find("namespacecerts.certificate.expiry")
                .tags("namespace", namespace)
                .gauges();
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
        return new Expiry(Kind.CA, name, NOW.plusSeconds(seconds));
    }

    private static BundleFacts facts(String name, Expiry... certificates) {
        return facts("n", name, certificates);
    }

    private static BundleFacts facts(String namespace, String name, Expiry... certificates) {
        return new BundleFacts(namespace, name, true, true, Map.of(), List.of(certificates));
    }

    private static BundleFacts facts(String name, boolean valid, boolean ready, Map<Breach, Integer> violations) {
        return new BundleFacts("n", name, valid, ready, violations, List.of());
    }
}
