package dev.namespacecerts.sync;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What to do about the differences between a bundle and its Temporal Cloud Namespace.
 *
 * @param differences all of them, also those that stay
 * @param change the update to send; empty if nothing may or need be sent
 * @param hold why they are not in step, although nothing is sent; empty if they are, or if a change is sent
 * @param leaving CAs that stay until a later update, because clients need them or because new CAs come first
 */
public record SyncPlan(
        Differences differences, Optional<Change> change, Optional<Hold> hold, List<AcceptedCa> leaving) {

    /**
     * Makes the plan.
     *
     * @param temporalNamespace name of the Temporal Cloud Namespace, for messages
     * @param needed fingerprints of unlisted CAs that known clients still need
     */
    public static SyncPlan of(
            String temporalNamespace,
            Wanted wanted,
            CloudNamespace there,
            Ownership ours,
            SyncPolicy policy,
            Set<String> needed,
            SyncLimits limits,
            Instant now) {
        Differences differences = Differences.of(wanted, there);
        if (!policy.change()) {
            return new SyncPlan(differences, Optional.empty(), observed(wanted, there, differences), List.of());
        }
        Predicate<AcceptedCa> removable = ca -> policy.removeUnlisted() || ours.owns(ca);
        List<AcceptedCa> leaving =
                differences.unlisted().stream().filter(removable).toList();
        List<AcceptedCa> waiting = leaving.stream()
                .filter(ca -> !ca.isExpired(now))
                .filter(ca -> !differences.missing().isEmpty() || needed.contains(ca.fingerprint()))
                .toList();
        Set<String> remove = leaving.stream()
                .filter(ca -> !waiting.contains(ca))
                .map(AcceptedCa::fingerprint)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        boolean newCasFirst = !differences.missing().isEmpty() && !waiting.isEmpty();
        Set<CloudFilter> removeFilters = newCasFirst
                ? Set.of()
                : differences.unlistedFilters().stream()
                        .filter(filter -> policy.removeUnlisted() || ours.owns(filter))
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        Change change = new Change(differences.missing(), remove, differences.missingFilters(), removeFilters);
        Result result = Result.of(there, change);
        Optional<Hold> hold = new SyncHolds(temporalNamespace, wanted, there, policy, limits, now)
                .of(change, result, foreign(differences, leaving, ours, policy));
        boolean send = hold.isEmpty() || hold.get().reason().equals(SyncHolds.ADOPTION_REQUIRED);
        if (send && !change.isEmpty() && !result.hasExpired(now)) {
            return new SyncPlan(differences, Optional.of(change), Optional.empty(), waiting);
        }
        return new SyncPlan(differences, Optional.empty(), hold, waiting);
    }

    /** In mode Observe nothing is sent, so every difference counts. */
    private static Optional<Hold> observed(Wanted wanted, CloudNamespace there, Differences differences) {
        if (wanted.hold().isPresent()) {
            return wanted.hold();
        }
        return SyncHolds.ofState(there).or(() -> SyncHolds.differs(differences));
    }

    private static Differences foreign(Differences all, List<AcceptedCa> leaving, Ownership ours, SyncPolicy policy) {
        Set<AcceptedCa> ourCas = new HashSet<>(leaving);
        return new Differences(
                List.of(),
                all.unlisted().stream().filter(ca -> !ourCas.contains(ca)).toList(),
                List.of(),
                all.unlistedFilters().stream()
                        .filter(filter -> !policy.removeUnlisted() && !ours.owns(filter))
                        .toList());
    }
}
