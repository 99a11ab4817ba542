package dev.namespacecerts.rules.leaf;

import dev.namespacecerts.rules.filter.FilterMatcher;
import java.util.List;

/**
 * The filters of a bundle that apply to leaves. They fail closed.
 *
 * @param accepted the valid filters, in the order of their names
 * @param total number of filters that refer to the bundle
 * @param required whether a bundle without filters accepts no client
 */
public record LeafFilters(List<FilterMatcher> accepted, int total, boolean required) {
    public LeafFilters {
        accepted = List.copyOf(accepted);
    }

    /** Whether clients are accepted without a filter: there is none, and none is required. */
    public boolean open() {
        return total == 0 && !required;
    }
}
