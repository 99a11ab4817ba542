package dev.namespacecerts.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

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

    /**
     * The items of a namespace, by the name of the bundle, and the first of them in order: those with a time series, and those
     * that follow. All are sorted again only after many of these were removed.
     */
    private static final class Namespace<T> {
        private final Map<String, Set<Entry<T>>> bundles = new HashMap<>();
        private final NavigableMap<Entry<T>, Meter> shown;
        private final NavigableSet<Entry<T>> next;
        private final AtomicInteger notShown = new AtomicInteger();
        private int all;
        private Meter count;

        Namespace(Comparator<Entry<T>> order) {
            shown = new TreeMap<>(order);
            next = new TreeSet<>(order);
        }

        /** Whether an item belongs to the first, as far as these are known. */
        boolean isFirst(Entry<T> entry) {
            if (shown.size() + next.size() >= all) {
                return true;
            }
            Entry<T> last = next.isEmpty() ? shown.lastKey() : next.last();
            return next.comparator().compare(entry, last) < 0;
        }

        /** Uses a heap of the size of the result, because there may be a hundred times as many items. */
        Collection<Entry<T>> first(int most) {
            Comparator<? super Entry<T>> order = next.comparator();
            PriorityQueue<Entry<T>> first = new PriorityQueue<>(order.reversed());
            bundles.values()
                    .forEach(entries -> entries.forEach(entry -> {
                        if (first.size() < most) {
                            first.add(entry);
                        } else if (order.compare(entry, first.element()) < 0) {
                            first.remove();
                            first.add(entry);
                        }
                    }));
            return first;
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
        Set<Entry<T>> entries =
                items.stream().map(item -> new Entry<>(bundle, item)).collect(Collectors.toSet());
        Set<Entry<T>> before = place.bundles.put(bundle.bundle(), entries);
        replace(place, before == null ? Set.of() : before, entries);
        adjust(share);
    }

    /** Removes the items of a deleted bundle. */
    synchronized void remove(BundleLabels bundle) {
        int share = share();
        Namespace<T> place = namespaces.get(bundle.namespace());
        replace(place, place.bundles.remove(bundle.bundle()), Set.of());
        if (place.bundles.isEmpty()) {
            registry.remove(place.count);
            namespaces.remove(bundle.namespace());
        }
        adjust(share);
    }

    private Namespace<T> create(String namespace) {
        Namespace<T> place = new Namespace<>(order);
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

    private void replace(Namespace<T> place, Set<Entry<T>> before, Set<Entry<T>> now) {
        before.stream().filter(entry -> !now.contains(entry)).forEach(entry -> {
            hide(place, entry);
            place.next.remove(entry);
            place.all--;
        });
        now.stream().filter(entry -> !before.contains(entry)).forEach(entry -> {
            if (place.isFirst(entry)) {
                place.next.add(entry);
            }
            place.all++;
        });
        show(place);
    }

    private void show(Namespace<T> place) {
        int share = share();
        if (place.shown.size() + place.next.size() < Math.min(share, place.all)) {
            place.next.addAll(place.first(2 * share));
            place.next.removeAll(place.shown.keySet());
        }
        while (place.shown.size() > share) {
            withdraw(place);
        }
        while (!place.next.isEmpty()) {
            if (place.shown.size() == share) {
                if (order.compare(place.next.first(), place.shown.lastKey()) > 0) {
                    break;
                }
                withdraw(place);
            }
            Entry<T> entry = place.next.pollFirst();
            place.shown.put(entry, meter.apply(entry.bundle(), entry.item()));
        }
        while (place.next.size() > share) {
            place.next.pollLast();
        }
        place.notShown.set(place.all - place.shown.size());
    }

    private void withdraw(Namespace<T> place) {
        Entry<T> last = place.shown.lastKey();
        hide(place, last);
        place.next.add(last);
    }

    private void hide(Namespace<T> place, Entry<T> entry) {
        Meter hidden = place.shown.remove(entry);
        if (hidden != null) {
            registry.remove(hidden);
        }
    }
}
