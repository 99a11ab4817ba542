package dev.namespacecerts.cloud;

import dev.namespacecerts.api.v1alpha1.CloudStatus;
import dev.namespacecerts.api.v1alpha1.CloudStatus.State;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.evaluate.CloudStep;
import dev.namespacecerts.metrics.BundleLabels;
import dev.namespacecerts.watch.Keys;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Metrics of the bundles with Temporal Cloud: whether they are in step, how they differ, and the time of the last success. */
final class CloudMetrics {
    private final Map<String, Shown> bundles = new ConcurrentHashMap<>();
    private final MeterRegistry registry;

    private record Facts(boolean inStep, int certificates, int filters, Instant lastSuccess) {}

    private record Shown(Facts facts, List<Meter> own) {}

    CloudMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** @param lastSuccess when both were last found in step; null for never */
    void update(NamespaceCertificateBundle bundle, CloudStep step, Instant lastSuccess) {
        CloudStatus status = step.status();
        Facts facts = new Facts(
                step.result().done(),
                status == null || status.certificates() == null
                        ? 0
                        : (int) status.certificates().stream()
                                .filter(ca -> ca.state() != State.InStep)
                                .count(),
                status == null || status.filters() == null
                        ? 0
                        : (int) status.filters().stream()
                                .filter(filter -> filter.state() != State.InStep)
                                .count(),
                lastSuccess);
        bundles.compute(
                Keys.of(bundle),
                (key, before) -> new Shown(facts, before == null ? meters(key, bundle) : before.own()));
    }

    /** Removes the metrics of a bundle that was deleted, or that has no cloud any more. */
    void forget(String bundleKey) {
        Shown removed = bundles.remove(bundleKey);
        if (removed != null) {
            removed.own().forEach(registry::remove);
        }
    }

    private List<Meter> meters(String key, NamespaceCertificateBundle bundle) {
        Tags tags = BundleLabels.of(
                        bundle.getMetadata().getNamespace(),
                        bundle.getMetadata().getName(),
                        bundle.getSpec().temporalNamespace())
                .tags();
        return List.of(
                Gauge.builder("namespacecerts.bundle.synchronized", value(key, facts -> facts.inStep() ? 1 : 0))
                        .description("1 if the Temporal Cloud Namespace has what the bundle says, else 0")
                        .tags(tags)
                        .register(registry),
                Gauge.builder("namespacecerts.cloud.differences", value(key, Facts::certificates))
                        .description("Number of differences between a bundle and its Temporal Cloud Namespace")
                        .tags(tags.and("kind", "certificate"))
                        .register(registry),
                Gauge.builder("namespacecerts.cloud.differences", value(key, Facts::filters))
                        .description("Number of differences between a bundle and its Temporal Cloud Namespace")
                        .tags(tags.and("kind", "filter"))
                        .register(registry),
                Gauge.builder("namespacecerts.cloud.last.success.timestamp", value(key, CloudMetrics::lastSuccess))
                        .description("When the Temporal Cloud Namespace was last found in step, in seconds since 1970")
                        .baseUnit("seconds")
                        .tags(tags)
                        .register(registry));
    }

    private static double lastSuccess(Facts facts) {
        return facts.lastSuccess() == null ? Double.NaN : facts.lastSuccess().getEpochSecond();
    }

    private Supplier<Number> value(String key, ToDoubleFunction<Facts> what) {
        return () -> {
            Shown shown = bundles.get(key);
            return shown == null ? Double.NaN : what.applyAsDouble(shown.facts());
        };
    }
}
