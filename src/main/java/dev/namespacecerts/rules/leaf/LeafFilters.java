package dev.namespacecerts.rules.leaf;

import dev.namespacecerts.rules.filter.FilterMatcher;
import java.util.List;

/**
 * The filters of a bundle, as a leaf meets them. They fail closed.
 *
 * @param accepted those that keep every rule, in the order of their names
 * @param total how many name the bundle
 * @param required whether nobody is let in without one
 */
public record LeafFilters(List<FilterMatcher> accepted, int total, boolean required) {
    public LeafFilters {
        accepted = List.copyOf(accepted);
    }

    /** Whether everybody is let in: there is no filter, and none is required. */
    boolean open() {
        return total == 0 && !required;
    }
}
