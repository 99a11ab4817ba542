package dev.namespacecerts.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BoundedSeriesTest {
    private static final int SHARE = 1_000;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final BoundedSeries<Integer> series = new BoundedSeries<>(
            registry,
            "omitted",
            "omitted items",
            Comparator.<Integer>naturalOrder(),
            (bundle, item) -> Gauge.builder("item", () -> item)
                    .tags("bundle", bundle.bundle(), "item", item.toString())
                    .register(registry));

    /** After any change, the first thousand items have a time series, and the others are counted. */
    @Test
    void afterEachChangeTheFirstItemsAreShown() {
        Random random = new Random(15);
        Map<String, List<Integer>> bundles = new TreeMap<>();
        for (int i = 0; i < 1_500; i++) {
            String bundle = "bundle-" + random.nextInt(300);
            if (i > 600 && random.nextInt(4) == 0) {
                if (bundles.remove(bundle) != null) {
                    series.remove(labels(bundle));
                }
            } else {
                List<Integer> items = random.ints(random.nextInt(10), 0, 10_000)
                        .distinct()
                        .boxed()
                        .toList();
                bundles.put(bundle, items);
                series.put(labels(bundle), items);
            }
            if (i % 50 == 0) {
                assertShown(bundles);
            }
        }
        assertShown(bundles);
        assertThat(registry.get("omitted").gauge().value()).isPositive();
    }

    private void assertShown(Map<String, List<Integer>> bundles) {
        List<String> all = bundles.entrySet().stream()
                .flatMap(bundle -> bundle.getValue().stream().map(item -> Map.entry(item, bundle.getKey())))
                .sorted(Map.Entry.<Integer, String>comparingByKey().thenComparing(Map.Entry.comparingByValue()))
                .map(item -> item.getValue() + " " + item.getKey())
                .toList();
        List<String> shown = new ArrayList<>(registry.find("item").gauges().stream()
                .map(gauge ->
                        gauge.getId().getTag("bundle") + " " + gauge.getId().getTag("item"))
                .collect(Collectors.toList()));
        assertThat(shown).containsExactlyInAnyOrderElementsOf(all.subList(0, Math.min(SHARE, all.size())));
        assertThat(registry.get("omitted").gauge().value()).isEqualTo(Math.max(0, all.size() - SHARE));
    }

    private static BundleLabels labels(String bundle) {
        return new BundleLabels("default", bundle, "");
    }
}
