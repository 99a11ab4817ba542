package dev.namespacecerts.sync;

import java.util.Set;

/**
 * What the operator added to a Temporal Cloud Namespace, or had in common with it when both first agreed.
 *
 * @param cas fingerprints
 * @param filters digests
 */
public record Ownership(Set<String> cas, Set<String> filters) {
    public static final Ownership NONE = new Ownership(Set.of(), Set.of());

    boolean owns(AcceptedCa ca) {
        return cas.contains(ca.fingerprint());
    }

    boolean owns(CloudFilter filter) {
        return filters.contains(filter.digest());
    }
}
