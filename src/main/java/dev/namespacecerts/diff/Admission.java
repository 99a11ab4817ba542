package dev.namespacecerts.diff;

import dev.namespacecerts.rules.leaf.LeafFilters;

/**
 * Which certificates of its CAs a bundle accepts.
 *
 * @param filters number of its accepted filters
 */
public record Admission(Kind kind, int filters) {
    /** Whether filters decide. */
    public enum Kind {
        /** No filter refers to the bundle, and none is required: every certificate is accepted. */
        Everyone,
        /** Those that a filter matches. */
        Matching,
        /** Every filter is rejected, or one is required and there is none. */
        Nobody,
        /** There is no such bundle. */
        NoBundle
    }

    static final Admission NO_BUNDLE = new Admission(Kind.NoBundle, 0);

    static Admission of(LeafFilters filters) {
        int accepted = filters.accepted().size();
        return new Admission(filters.open() ? Kind.Everyone : accepted > 0 ? Kind.Matching : Kind.Nobody, accepted);
    }
}
