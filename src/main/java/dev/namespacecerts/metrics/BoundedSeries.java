package dev.namespacecerts.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/**
 * Time series of single certificates or clients: 10,000 in all. Each Kubernetes namespace has an equal share of at most a
 * tenth. The most important items have a time series; the others are counted per namespace.
 *
 * @param <T> the item; equal items have the same time series
 */
final class BoundedSeries<T> {
    private static final int MOST = 10_000;
    private static final int MOST_IN_A_NAMESPACE = MOST / 10;

    private final Map<String, Namespace<T>> namespaces = new HashMap<>();
    private final MeterRegistry registry;
    private final String omitted;
    private final String description;
    private final Comparator<Entry<T>> order;
    private final BiFunction<BundleLabels, T, Meter> meter;

    private record Entry<T>(BundleLabels bundle, T item) {}

    /** The items of one bundle. */
    private record Items<T>(BundleLabels bundle, List<T> items) {}

    /** The items of a namespace's bundles, by the name of the bundle, and their time series. */
    private static final class Namespace<T> {
        private final Map<String, Items<T>> bundles = new HashMap<>();
        private final Map<Entry<T>, Meter> shown = new HashMap<>();
        private final AtomicInteger notShown = new AtomicInteger();
        private Meter count;

        /** Uses a heap of the size of the result, because there may be a hundred times as many items. */
        Set<Entry<T>> first(int most, Comparator<Entry<T>> order) {
            PriorityQueue<Entry<T>> first = new PriorityQueue<>(order.reversed());
            bundles.values()
                    .forEach(of -> of.items().forEach(item -> {
                        Entry<T> entry = new Entry<>(of.bundle(), item);
                        if (first.size() < most) {
                            first.add(entry);
                        } else if (order.compare(entry, first.element()) < 0) {
                            first.remove();
                            first.add(entry);
                        }
                    }));
            return new HashSet<>(first);
        }
    }

    /**
     * Creates an empty set of time series.
     *
     * @param omitted name of the gauge that counts items without a time series
     * @param description of that gauge
     * @param order of the items, the most important first
     * @param meter registers the time series of an item
     */
    BoundedSeries(
            MeterRegistry registry,
            String omitted,
            String description,
            Comparator<T> order,
            BiFunction<BundleLabels, T, Meter> meter) {
        this.registry = registry;
        this.omitted = omitted;
        this.description = description;
        this.order = Comparator.comparing((Entry<T> entry) -> entry.item(), order)
                .thenComparing(entry -> entry.bundle().bundle());
        this.meter = meter;
    }

    /** Replaces the items of a bundle. */
    synchronized void put(BundleLabels bundle, List<T> items) {
        int share = share();
        Namespace<T> place = namespaces.computeIfAbsent(bundle.namespace(), this::create);
        place.bundles.put(bundle.bundle(), new Items<>(bundle, items));
        show(place);
        adjust(share);
    }

    /** Removes the items of a deleted bundle. */
    synchronized void remove(BundleLabels bundle) {
        int share = share();
        Namespace<T> place = namespaces.get(bundle.namespace());
        place.bundles.remove(bundle.bundle());
        show(place);
        if (place.bundles.isEmpty()) {
            registry.remove(place.count);
            namespaces.remove(bundle.namespace());
        }
        adjust(share);
    }

    private Namespace<T> create(String namespace) {
        Namespace<T> place = new Namespace<>();
        place.count = Gauge.builder(omitted, place.notShown::get)
                .description(description)
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
            namespaces.values().forEach(this::show);
        }
    }

    private void show(Namespace<T> place) {
        Set<Entry<T>> first = place.first(share(), order);
        place.shown.entrySet().removeIf(shown -> {
            boolean hide = !first.contains(shown.getKey());
            if (hide) {
                registry.remove(shown.getValue());
            }
            return hide;
        });
        first.forEach(entry -> place.shown.computeIfAbsent(entry, e -> meter.apply(e.bundle(), e.item())));
        int all = place.bundles.values().stream()
                .mapToInt(of -> of.items().size())
                .sum();
        place.notShown.set(all - place.shown.size());
    }
}
