package dev.namespacecerts.sync;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a Temporal Cloud Namespace has.
 *
 * @param state for example {@code Active}
 * @param mtls whether client certificates are accepted
 * @param resourceVersion of the Namespace when it was read
 * @param operation identifier of the operation that changes it; empty if there is none
 * @param cas its distinct CAs, in order
 * @param filters its distinct filters, in order
 * @param readable whether all its CAs could be decoded
 * @param readAt when it was read
 */
public record CloudNamespace(
        String state,
        boolean mtls,
        String resourceVersion,
        Optional<String> operation,
        List<AcceptedCa> cas,
        List<CloudFilter> filters,
        boolean readable,
        Instant readAt) {
    private static final Set<String> CHANGEABLE = Set.of("Active", "UpdateFailed");
    private static final Set<String> CHANGING = Set.of("Activating", "Updating");
    private static final Set<String> DELETED = Set.of("Deleting", "Deleted");

    /** Whether it accepts a change now. */
    public boolean isChangeable() {
        return operation.isEmpty() && CHANGEABLE.contains(state);
    }

    /** Whether an operation changes it now. */
    public boolean isChanging() {
        return operation.isPresent() || CHANGING.contains(state);
    }

    boolean isDeleted() {
        return DELETED.contains(state);
    }

    /** A copy that keeps only the certificates that a bundle does not have. */
    public CloudNamespace without(Set<String> fingerprints) {
        List<AcceptedCa> kept = cas.stream()
                .map(ca -> fingerprints.contains(ca.fingerprint())
                        ? new AcceptedCa(ca.fingerprint(), Optional.empty())
                        : ca)
                .toList();
        return new CloudNamespace(state, mtls, resourceVersion, operation, kept, filters, readable, readAt);
    }
}
