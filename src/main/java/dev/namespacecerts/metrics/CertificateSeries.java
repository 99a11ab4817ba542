package dev.namespacecerts.metrics;

import dev.namespacecerts.metrics.BundleFacts.Expiry;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Time series of single certificates: 10,000 in all. Each Kubernetes namespace has an equal share of at most a tenth. The
 * certificates that expire first have a time series; the others are counted per namespace.
 */
final class CertificateSeries {
    private static final int MOST = 10_000;
    private static final int MOST_IN_A_NAMESPACE = MOST / 10;

    private final Map<String, Namespace> namespaces = new HashMap<>();
    private final MeterRegistry registry;
    private final Clock clock;

    private record Entry(String bundle, Expiry expiry) {
        private static final Comparator<Entry> SOONEST_FIRST = Comparator.comparing(
                        (Entry entry) -> entry.expiry().end())
                .thenComparing(Entry::bundle)
                .thenComparing(entry -> entry.expiry().kind())
                .thenComparing(entry -> entry.expiry().name());
    }

    /** The certificates of a namespace's bundles, and their time series. */
    private static final class Namespace {
        private final Map<String, List<Expiry>> bundles = new HashMap<>();
        private final Map<Entry, Meter> shown = new HashMap<>();
        private final AtomicInteger notShown = new AtomicInteger();
        private Meter count;

        /** Uses a heap of the size of the result, because there may be a hundred times as many certificates. */
        Set<Entry> soonest(int most) {
            PriorityQueue<Entry> soonest = new PriorityQueue<>(Entry.SOONEST_FIRST.reversed());
            bundles.forEach((bundle, certificates) -> certificates.forEach(expiry -> {
                Entry entry = new Entry(bundle, expiry);
                if (soonest.size() < most) {
                    soonest.add(entry);
                } else if (Entry.SOONEST_FIRST.compare(entry, soonest.element()) < 0) {
                    soonest.remove();
                    soonest.add(entry);
                }
            }));
            return new HashSet<>(soonest);
        }
    }

    CertificateSeries(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /** Replaces the certificates of a bundle. */
    synchronized void put(String namespace, String bundle, List<Expiry> certificates) {
        int share = share();
        Namespace place = namespaces.computeIfAbsent(namespace, this::create);
        place.bundles.put(bundle, certificates);
        show(namespace, place);
        adjust(share);
    }

    /** Removes the certificates of a deleted bundle. */
    synchronized void remove(String namespace, String bundle) {
        int share = share();
        Namespace place = namespaces.get(namespace);
        place.bundles.remove(bundle);
        show(namespace, place);
        if (place.bundles.isEmpty()) {
            registry.remove(place.count);
            namespaces.remove(namespace);
        }
        adjust(share);
    }

    private Namespace create(String namespace) {
        Namespace place = new Namespace();
        place.count = Gauge.builder("namespacecerts.certificates.not.shown", place.notShown::get)
                .description("Number of certificates without a time series of their own, because there are too many")
                .tags("namespace", namespace)
                .register(registry);
        return place;
    }

    private int share() {
        return Math.min(MOST_IN_A_NAMESPACE, Math.max(1, MOST / Math.max(1, namespaces.size())));
    }

    /** Recomputes all namespaces if their share changed, because a namespace was added or removed. */
    private void adjust(int before) {
        if (share() != before) {
            namespaces.forEach(this::show);
        }
    }

    private void show(String namespace, Namespace place) {
        Set<Entry> soonest = place.soonest(share());
        place.shown.entrySet().removeIf(shown -> {
            boolean hide = !soonest.contains(shown.getKey());
            if (hide) {
                registry.remove(shown.getValue());
            }
            return hide;
        });
        soonest.forEach(entry -> place.shown.computeIfAbsent(entry, e -> expiry(namespace, e)));
        int all = place.bundles.values().stream().mapToInt(List::size).sum();
        place.notShown.set(all - place.shown.size());
    }

    private Meter expiry(String namespace, Entry entry) {
        Expiry expiry = entry.expiry();
        return Gauge.builder(
                        "namespacecerts.certificate.expiry",
                        () -> Duration.between(clock.instant(), expiry.end()).toSeconds())
                .description("Seconds until a certificate expires; negative if it has expired")
                .baseUnit("seconds")
                .tags(Tags.of(
                        "namespace",
                        namespace,
                        "bundle",
                        entry.bundle(),
                        "kind",
                        expiry.kind().name(),
                        "name",
                        expiry.name()))
                .register(registry);
    }
}
