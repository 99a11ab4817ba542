package dev.namespacecerts.sync;

import dev.namespacecerts.x509.Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a bundle and a Temporal Cloud Namespace differ.
 *
 * @param missing CAs that only the bundle has
 * @param unlisted CAs that only the Temporal Cloud Namespace has
 * @param missingFilters filters that only the bundle has
 * @param unlistedFilters filters that only the Temporal Cloud Namespace has
 */
public record Differences(
        List<Certificate> missing,
        List<AcceptedCa> unlisted,
        List<CloudFilter> missingFilters,
        List<CloudFilter> unlistedFilters) {

    public static Differences of(Wanted wanted, CloudNamespace there) {
        Set<String> accepted = there.cas().stream().map(AcceptedCa::fingerprint).collect(Collectors.toSet());
        Set<String> listed = wanted.fingerprints();
        Set<CloudFilter> filters = new HashSet<>(there.filters());
        Set<CloudFilter> wantedFilters = new HashSet<>(wanted.filters());
        return new Differences(
                wanted.cas().stream()
                        .filter(ca -> !accepted.contains(ca.fingerprint()))
                        .toList(),
                there.cas().stream()
                        .filter(ca -> !listed.contains(ca.fingerprint()))
                        .toList(),
                wanted.filters().stream()
                        .filter(filter -> !filters.contains(filter))
                        .toList(),
                there.filters().stream()
                        .filter(filter -> !wantedFilters.contains(filter))
                        .toList());
    }

    public boolean isEmpty() {
        return certificates() + filters() == 0;
    }

    /** Whether the Temporal Cloud Namespace has everything that the bundle says. */
    public boolean nothingMissing() {
        return missing.isEmpty() && missingFilters.isEmpty();
    }

    public int certificates() {
        return missing.size() + unlisted.size();
    }

    public int filters() {
        return missingFilters.size() + unlistedFilters.size();
    }
}
