package dev.namespacecerts.diff;

import java.util.List;
import java.util.Optional;

/**
 * Whether a bundle accepts a leaf.
 *
 * @param filters names of the accepted filters that match it
 * @param path fingerprints from the leaf to a root of the bundle; empty if there is no valid chain
 * @param reason why it is not accepted, or not known
 */
public record Access(Kind kind, List<String> filters, List<String> path, Optional<String> reason) {
    /** Whether a leaf is accepted. */
    public enum Kind {
        Accepted,
        Rejected,
        /** It may chain to a CA that is not in the repository, or the bundle cannot be evaluated. */
        Unknown,
        /** There is no such leaf, or no such bundle. */
        Absent
    }

    static final Access ABSENT = new Access(Kind.Absent, List.of(), List.of(), Optional.empty());

    static Access unknown(String reason) {
        return new Access(Kind.Unknown, List.of(), List.of(), Optional.of(reason));
    }

    /** Whether the bundle accepts the leaf. */
    public boolean accepted() {
        return kind == Kind.Accepted;
    }
}
