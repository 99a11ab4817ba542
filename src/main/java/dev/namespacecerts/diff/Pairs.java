package dev.namespacecerts.diff;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Pairs what both versions have by its name. A repository may define an object several times, for several clusters: of
 * those, the ones of one file belong together, and then those with the most folders in common.
 */
final class Pairs {
    private Pairs() {}

    /** One of the two is null if the other version does not have it. */
    record Pair<T>(T before, T after) {}

    /**
     * All pairs, in the order of the names.
     *
     * @param name what identifies an object; comparable as text
     * @param file where it is, relative to the version
     */
    static <T> List<Pair<T>> of(
            List<T> before,
            List<T> after,
            Function<T, String> name,
            Function<T, String> fileBefore,
            Function<T, String> fileAfter) {
        Map<String, List<T>> old = byName(before, name);
        Map<String, List<T>> renewed = byName(after, name);
        Set<String> names = new LinkedHashSet<>(old.keySet());
        names.addAll(renewed.keySet());
        List<Pair<T>> pairs = new ArrayList<>();
        names.stream().sorted().forEach(key -> {
            Map<String, List<T>> right = byName(renewed.getOrDefault(key, List.of()), fileAfter);
            List<T> left = new ArrayList<>();
            for (T one : old.getOrDefault(key, List.of())) {
                List<T> sameFile = right.getOrDefault(fileBefore.apply(one), List.of());
                if (sameFile.isEmpty()) {
                    left.add(one);
                } else {
                    pairs.add(new Pair<>(one, sameFile.remove(0)));
                }
            }
            Iterator<T> moved = right.values().stream().flatMap(List::stream).iterator();
            left.forEach(one -> pairs.add(new Pair<>(one, moved.hasNext() ? moved.next() : null)));
            moved.forEachRemaining(other -> pairs.add(new Pair<>(null, other)));
        });
        return pairs;
    }

    private static <T> Map<String, List<T>> byName(List<T> all, Function<T, String> name) {
        Map<String, List<T>> named = new TreeMap<>();
        all.forEach(one ->
                named.computeIfAbsent(name.apply(one), key -> new ArrayList<>()).add(one));
        return named;
    }
}
