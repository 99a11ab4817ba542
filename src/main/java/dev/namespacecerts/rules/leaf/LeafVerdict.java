package dev.namespacecerts.rules.leaf;

import dev.namespacecerts.rules.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Result of evaluating a client's Secret. It contains no certificate, because a reconciliation keeps up to 1,000
 * results.
 *
 * @param name of the Secret
 * @param violations the first 20, Errors first
 * @param notAfter expiry of the leaf; empty if the leaf cannot be read
 * @param names of the leaf; empty if the leaf cannot be read
 * @param path fingerprints from the leaf to a root of the bundle, also if subject DNs repeat on it (EE-8); empty if no
 *     path is valid
 * @param matching names of the accepted filters that match the leaf
 * @param nextTransition the next instant at which one of the certificates becomes valid or has expired
 */
public record LeafVerdict(
        String name,
        List<Violation> violations,
        Optional<Instant> notAfter,
        Optional<LeafNames> names,
        List<String> path,
        List<String> matching,
        Optional<Instant> nextTransition) {

    /** Whether there is no Error. */
    public boolean accepted() {
        return violations.stream().noneMatch(Violation::isError);
    }

    /** The filter by which the client is accepted; empty if it is rejected, or accepted without a filter. */
    public Optional<String> acceptedBy() {
        return accepted() ? matching.stream().findFirst() : Optional.empty();
    }
}
