package dev.namespacecerts.rules.leaf;

import dev.namespacecerts.rules.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the rules say of a client's Secret. A visit keeps up to a thousand of them, so they hold no certificate.
 *
 * @param name of the Secret
 * @param violations the first 20, Errors first
 * @param notAfter the end of the leaf, where that could be read
 * @param names of the leaf, where that could be read
 * @param path the fingerprints from the leaf to a root of the bundle, where a path holds, be it that names on it repeat;
 *     else empty
 * @param matching names of the accepted filters that the leaf matches
 * @param nextTransition the next instant at which one of the presented certificates begins or has ended
 */
public record LeafVerdict(
        String name,
        List<Violation> violations,
        Optional<Instant> notAfter,
        Optional<LeafNames> names,
        List<String> path,
        List<String> matching,
        Optional<Instant> nextTransition) {

    /** Whether no Error stands against it. */
    public boolean accepted() {
        return violations.stream().noneMatch(Violation::isError);
    }

    /** The filter that lets it in; empty where it is not let in, or by the lack of filters. */
    public Optional<String> acceptedBy() {
        return accepted() ? matching.stream().findFirst() : Optional.empty();
    }
}
