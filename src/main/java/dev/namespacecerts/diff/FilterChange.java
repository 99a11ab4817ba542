package dev.namespacecerts.diff;

import java.util.Map;

/**
 * A filter that comes, goes or changes.
 *
 * @param before its fields by name; empty if it is added
 * @param after its fields by name; empty if it is removed
 */
public record FilterChange(Kind kind, String name, Map<String, String> before, Map<String, String> after) {
    /** What happens to a filter. */
    public enum Kind {
        Added,
        Removed,
        /** It matches fewer certificates. */
        Narrowed,
        /** It matches more certificates. */
        Widened,
        /** It matches other certificates, or violates a rule before or after. */
        Changed
    }
}
