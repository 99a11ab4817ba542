package dev.namespacecerts.sync;

/**
 * What the user allows.
 *
 * @param change whether the Temporal Cloud Namespace may be changed at all
 * @param removeUnlisted whether CAs and filters may be removed that the operator did not add
 * @param clearFilters whether the last filter may be removed
 */
public record SyncPolicy(boolean change, boolean removeUnlisted, boolean clearFilters) {}
