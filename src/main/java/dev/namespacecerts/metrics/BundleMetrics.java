package dev.namespacecerts.metrics;

import dev.namespacecerts.metrics.BundleFacts.Breach;
import dev.namespacecerts.metrics.BundleFacts.Kind;
import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Severity;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Metrics of bundles: how many are valid and ready, which rules they violate, and when their certificates expire. Sums are
 * computed on each scrape. The earliest expiry of each bundle always has a time series; other certificates have one as far as
 * {@link CertificateSeries} has room.
 */
@ApplicationScoped
public class BundleMetrics {
    private final Map<String, Shown> bundles = new ConcurrentHashMap<>();
    private final CertificateSeries certificates;
    private final MeterRegistry registry;
    private final Clock clock;

    /** A bundle, the earliest expiry of each kind, and its own time series. */
    private record Shown(BundleFacts facts, Map<Kind, Instant> earliest, List<Meter> own) {}

    public BundleMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        this.certificates = new CertificateSeries(registry, clock);
        for (boolean valid : List.of(true, false)) {
            for (boolean ready : List.of(true, false)) {
                Gauge.builder(
                                "namespacecerts.bundles",
                                () -> count(facts -> facts.valid() == valid && facts.ready() == ready))
                        .description("Number of bundles, by whether they are valid and ready")
                        .tags("valid", Boolean.toString(valid), "ready", Boolean.toString(ready))
                        .register(registry);
            }
        }
        for (Rule rule : Rule.values()) {
            for (Severity severity : Severity.values()) {
                Breach breach = new Breach(rule, severity);
                Gauge.builder("namespacecerts.violations", () -> sum(breach))
                        .description("Number of violations of a rule by bundles and their clients")
                        .tags("rule", rule.id(), "severity", severity.name())
                        .register(registry);
            }
        }
    }

    /** Updates the metrics of a bundle after a reconciliation. */
    public void update(BundleFacts facts) {
        bundles.compute(key(facts.namespace(), facts.bundle()), (key, before) -> {
            boolean same = before != null && before.facts().certificates().equals(facts.certificates());
            return same ? new Shown(facts, before.earliest(), before.own()) : show(key, facts, before);
        });
    }

    /**
     * Updates the metrics of a suspended bundle. The last values are kept; its status has only a part of them.
     *
     * @param fromStatus the values in the status
     */
    public void suspended(BundleFacts fromStatus) {
        bundles.compute(
                key(fromStatus.namespace(), fromStatus.bundle()),
                (key, before) -> before == null
                        ? show(key, fromStatus.notReady(), null)
                        : new Shown(before.facts().notReady(), before.earliest(), before.own()));
    }

    /** Removes the metrics of a deleted bundle. */
    public void forget(String bundleKey) {
        bundles.computeIfPresent(bundleKey, (key, removed) -> {
            certificates.remove(removed.facts().namespace(), removed.facts().bundle());
            removed.own().forEach(registry::remove);
            return null;
        });
    }

    private Shown show(String key, BundleFacts facts, Shown before) {
        certificates.put(facts.namespace(), facts.bundle(), facts.certificates());
        Map<Kind, Instant> earliest = new EnumMap<>(Kind.class);
        facts.certificates().forEach(expiry -> earliest.merge(expiry.kind(), expiry.end(), BundleMetrics::earlier));
        if (before != null && before.earliest().keySet().equals(earliest.keySet())) {
            return new Shown(facts, earliest, before.own());
        }
        if (before != null) {
            before.own().forEach(registry::remove);
        }
        List<Meter> own = new ArrayList<>();
        own.add(ready(key, facts));
        earliest.keySet().forEach(kind -> own.add(earliest(key, facts, kind)));
        return new Shown(facts, earliest, own);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private Meter earliest(String key, BundleFacts facts, Kind kind) {
        return Gauge.builder("namespacecerts.bundle.earliest.expiry", () -> secondsUntilEarliest(key, kind))
                .description("Seconds until the first certificate of a bundle expires; negative if it has expired")
                .baseUnit("seconds")
                .tags(tags(facts).and("kind", kind.name()))
                .register(registry);
    }

    private double secondsUntilEarliest(String key, Kind kind) {
        Shown now = bundles.get(key);
        Instant end = now == null ? null : now.earliest().get(kind);
        return end == null ? Double.NaN : Duration.between(clock.instant(), end).toSeconds();
    }

    private Meter ready(String key, BundleFacts facts) {
        return Gauge.builder("namespacecerts.bundle.ready", () -> isReady(key) ? 1 : 0)
                .description("1 if the bundle is Ready, else 0")
                .tags(tags(facts))
                .register(registry);
    }

    private boolean isReady(String key) {
        Shown now = bundles.get(key);
        return now != null && now.facts().ready();
    }

    private long count(Predicate<BundleFacts> which) {
        return bundles.values().stream().map(Shown::facts).filter(which).count();
    }

    private int sum(Breach breach) {
        return bundles.values().stream()
                .mapToInt(now -> now.facts().violations().getOrDefault(breach, 0))
                .sum();
    }

    private static Tags tags(BundleFacts facts) {
        return Tags.of("namespace", facts.namespace(), "bundle", facts.bundle());
    }

    private static String key(String namespace, String bundle) {
        return namespace + "/" + bundle;
    }
}
