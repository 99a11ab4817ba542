package dev.namespacecerts.x509;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * Sorted subtrees of one kind, without those contained in another one (Go: nameConstraintsSet). A search takes
 * logarithmic time and finds the same subtree as Go.
 */
final class Subtrees<T> {
    private final List<T> sorted;

    Subtrees(List<T> subtrees, Comparator<T> order, BiPredicate<T, T> contains) {
        List<T> ordered = new ArrayList<>(subtrees);
        ordered.sort(order);
        sorted = new ArrayList<>();
        for (T subtree : ordered) {
            if (sorted.isEmpty() || !contains.test(sorted.get(sorted.size() - 1), subtree)) {
                sorted.add(subtree);
            }
        }
    }

    /**
     * @param order compares a subtree with the searched value
     * @param matches whether a subtree contains the value
     */
    Optional<T> find(ToIntFunction<T> order, Predicate<T> matches) {
        if (sorted.isEmpty()) {
            return Optional.empty();
        }
        int low = 0;
        int high = sorted.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (order.applyAsInt(sorted.get(middle)) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (low < sorted.size() && order.applyAsInt(sorted.get(low)) == 0) {
            return Optional.of(sorted.get(low));
        }
        return Optional.of(sorted.get(Math.max(low - 1, 0))).filter(matches);
    }
}
