package dev.namespacecerts.sync;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a Temporal Cloud Namespace would have after a change. */
record Result(List<AcceptedCa> cas, List<CloudFilter> filters) {

    static Result of(CloudNamespace there, Change change) {
        List<AcceptedCa> cas = new ArrayList<>(there.cas());
        cas.removeIf(ca -> change.remove().contains(ca.fingerprint()));
        change.add().forEach(ca -> cas.add(new AcceptedCa(ca.fingerprint(), Optional.of(ca))));
        List<CloudFilter> filters = new ArrayList<>(there.filters());
        filters.removeIf(change.removeFilters()::contains);
        filters.addAll(change.addFilters());
        return new Result(List.copyOf(cas), List.copyOf(filters));
    }

    /** Whether it has an expired CA, for which Temporal Cloud refuses every update. */
    boolean hasExpired(Instant now) {
        return cas.stream().anyMatch(ca -> ca.isExpired(now));
    }
}
