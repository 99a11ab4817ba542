package dev.namespacecerts.sync;

import dev.namespacecerts.rules.WellKnownAuthorities;
import dev.namespacecerts.x509.Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What is removed from a Temporal Cloud Namespace when its bundle is deleted. */
public final class Removal {
    private Removal() {}

    /**
     * The change that removes what the operator added. The last CA stays, and so does every CA that a client needs. The last
     * filter stays unless it may be cleared, and always while a public CA is there.
     *
     * @param needed fingerprints of CAs that known clients need
     * @param clearFilters whether the last filter may be removed
     * @return an empty change if nothing is to be removed, or if nothing can be
     */
    public static Change of(
            CloudNamespace there,
            Ownership ours,
            Set<String> needed,
            boolean clearFilters,
            WellKnownAuthorities wellKnown) {
        if (!there.mtls() || !there.readable()) {
            return new Change(List.of(), Set.of(), List.of(), Set.of());
        }
        List<AcceptedCa> removable = there.cas().stream()
                .filter(ours::owns)
                .filter(ca -> !needed.contains(ca.fingerprint()))
                .toList();
        Set<String> remove =
                removable.stream().map(AcceptedCa::fingerprint).collect(Collectors.toCollection(LinkedHashSet::new));
        if (remove.size() == there.cas().size()) {
            removable.stream()
                    .max(Comparator.comparing(
                            ca -> ca.certificate().map(Certificate::notAfter).orElse(Instant.MIN)))
                    .ifPresent(last -> remove.remove(last.fingerprint()));
        }
        Set<CloudFilter> removeFilters =
                there.filters().stream().filter(ours::owns).collect(Collectors.toCollection(LinkedHashSet::new));
        boolean publicCaStays = there.cas().stream()
                .filter(ca -> !remove.contains(ca.fingerprint()))
                .flatMap(ca -> ca.certificate().stream())
                .anyMatch(wellKnown::contains);
        if (removeFilters.size() == there.filters().size() && (!clearFilters || publicCaStays)) {
            removeFilters.clear();
        }
        return new Change(List.of(), remove, List.of(), removeFilters);
    }
}
