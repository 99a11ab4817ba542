package dev.namespacecerts.diff;

import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.diff.FilterChange.Kind;
import dev.namespacecerts.evaluate.NamedFilters;
import dev.namespacecerts.rules.filter.FilterMatcher;
import dev.namespacecerts.rules.filter.NamedFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares the filters of one bundle. */
final class FilterComparison {
    private FilterComparison() {}

    static List<FilterChange> of(Optional<BundleOnSide> before, Optional<BundleOnSide> after) {
        Map<String, NamedFilter> old = named(before);
        Map<String, NamedFilter> renewed = named(after);
        TreeSet<String> names = new TreeSet<>(old.keySet());
        names.addAll(renewed.keySet());
        List<FilterChange> changes = new ArrayList<>();
        for (String name : names) {
            Map<String, String> was = fields(old.get(name));
            Map<String, String> is = fields(renewed.get(name));
            Kind kind = !renewed.containsKey(name)
                    ? Kind.Removed
                    : !old.containsKey(name) ? Kind.Added : kind(old.get(name), renewed.get(name));
            if (kind != null) {
                changes.add(new FilterChange(kind, name, was, is));
            }
        }
        return List.copyOf(changes);
    }

    private static Map<String, NamedFilter> named(Optional<BundleOnSide> side) {
        Map<String, NamedFilter> named = new TreeMap<>();
        side.ifPresent(bundle -> {
            for (CertificateFilter filter : bundle.judged().objects().filters()) {
                if (filter.unreadable().isEmpty()) {
                    named.put(filter.getMetadata().getName(), NamedFilters.of(filter));
                }
            }
        });
        return named;
    }

    private static Map<String, String> fields(NamedFilter filter) {
        return filter == null ? Map.of() : filter.fields().set();
    }

    /** Null if nothing changed. */
    private static Kind kind(NamedFilter old, NamedFilter renewed) {
        if (fields(old).equals(fields(renewed))) {
            return null;
        }
        Optional<FilterMatcher> was = FilterMatcher.of(old);
        Optional<FilterMatcher> is = FilterMatcher.of(renewed);
        if (was.isEmpty() || is.isEmpty()) {
            return Kind.Changed;
        }
        boolean wider = is.get().covers(was.get());
        boolean narrower = was.get().covers(is.get());
        return wider == narrower ? Kind.Changed : wider ? Kind.Widened : Kind.Narrowed;
    }
}
