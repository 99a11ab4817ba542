package dev.namespacecerts.metrics;

import dev.namespacecerts.metrics.BundleFacts.Breach;
import dev.namespacecerts.metrics.BundleFacts.Expiry;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Metrics of bundles: how many are valid and ready, what they break, and when their certificates end. Sums are made when
 * they are asked for. Time series of single certificates are bounded: beyond 10,000 they are only counted.
 */
@ApplicationScoped
public class BundleMetrics {
    private static final int MOST_CERTIFICATES = 10_000;

    private final Map<String, Shown> bundles = new ConcurrentHashMap<>();
    private final AtomicInteger shown = new AtomicInteger();
    private final AtomicInteger notShown = new AtomicInteger();
    private final MeterRegistry registry;
    private final Clock clock;

    /** A bundle and the time series of its own. */
    private record Shown(BundleFacts facts, List<Meter> certificates, int notShown, List<Meter> own) {}

    public BundleMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        for (boolean valid : List.of(true, false)) {
            for (boolean ready : List.of(true, false)) {
                Gauge.builder(
                                "namespacecerts.bundles",
                                () -> count(facts -> facts.valid() == valid && facts.ready() == ready))
                        .description("How many bundles there are, by whether they are valid and ready")
                        .tags("valid", Boolean.toString(valid), "ready", Boolean.toString(ready))
                        .register(registry);
            }
        }
        for (Rule rule : Rule.values()) {
            for (Severity severity : Severity.values()) {
                Breach breach = new Breach(rule, severity);
                Gauge.builder("namespacecerts.violations", () -> sum(breach))
                        .description("How often a rule is broken by the bundles and their clients")
                        .tags("rule", rule.id(), "severity", severity.name())
                        .register(registry);
            }
        }
        Gauge.builder("namespacecerts.certificates.not.shown", notShown::get)
                .description("How many certificates have no time series of their own, because there are too many")
                .register(registry);
    }

    /** Notes what a visit of a bundle found. */
    public void judged(BundleFacts facts) {
        bundles.compute(key(facts.namespace(), facts.bundle()), (key, before) -> {
            if (before == null) {
                return show(facts, List.of(ready(key, facts)));
            }
            if (before.facts().certificates().equals(facts.certificates())) {
                return new Shown(facts, before.certificates(), before.notShown(), before.own());
            }
            hideCertificates(before);
            return show(facts, before.own());
        });
    }

    /**
     * Notes that a bundle is not judged for now. What was found last goes on to be told; its status tells a part of that.
     *
     * @param told what stands in the status
     */
    public void suspended(BundleFacts told) {
        bundles.compute(
                key(told.namespace(), told.bundle()),
                (key, before) -> before == null
                        ? show(told.notReady(), List.of(ready(key, told)))
                        : new Shown(before.facts().notReady(), before.certificates(), before.notShown(), before.own()));
    }

    /** Forgets a bundle that is gone. */
    public void forget(String bundleKey) {
        Shown gone = bundles.remove(bundleKey);
        if (gone != null) {
            hideCertificates(gone);
            gone.own().forEach(registry::remove);
        }
    }

    private Shown show(BundleFacts facts, List<Meter> own) {
        List<Meter> meters = new ArrayList<>();
        for (Expiry expiry : facts.certificates()) {
            if (shown.incrementAndGet() > MOST_CERTIFICATES) {
                shown.decrementAndGet();
                break;
            }
            meters.add(end(facts, expiry));
        }
        int left = facts.certificates().size() - meters.size();
        notShown.addAndGet(left);
        return new Shown(facts, meters, left, own);
    }

    private void hideCertificates(Shown before) {
        before.certificates().forEach(registry::remove);
        shown.addAndGet(-before.certificates().size());
        notShown.addAndGet(-before.notShown());
    }

    private Meter end(BundleFacts facts, Expiry expiry) {
        Instant end = expiry.end();
        return Gauge.builder("namespacecerts.certificate.expiry", () -> secondsUntil(end))
                .description("Seconds until a certificate ends; negative once it has")
                .baseUnit("seconds")
                .tags(tags(facts).and("kind", expiry.kind().name(), "name", expiry.name()))
                .register(registry);
    }

    private Meter ready(String key, BundleFacts facts) {
        return Gauge.builder("namespacecerts.bundle.ready", () -> isReady(key) ? 1 : 0)
                .description("1 where everything that was asked for is done, else 0")
                .tags(tags(facts))
                .register(registry);
    }

    private boolean isReady(String key) {
        Shown now = bundles.get(key);
        return now != null && now.facts().ready();
    }

    private double secondsUntil(Instant end) {
        return Duration.between(clock.instant(), end).toSeconds();
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
