package dev.namespacecerts.diff;

import java.time.Instant;

/**
 * A CA that comes, goes, or is replaced by a certificate with the same subject and key.
 *
 * @param before null if it is added
 * @param after null if it is removed
 * @param keptUntil when the operator stops to publish it at the latest; null if it does at once
 */
public record CaChange(Kind kind, Ca before, Ca after, Instant keptUntil) {
    /** What happens to a CA. */
    public enum Kind {
        Added,
        Removed,
        Renewed
    }
}
