package dev.namespacecerts.rules.leaf;

import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.x509.Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the rules say of a client's Secret.
 *
 * @param name of the Secret
 * @param violations Errors first
 * @param certificate the leaf, where it could be read
 * @param path from the leaf to a root of the bundle, where one holds, be it that names on it repeat; else empty
 * @param matching names of the accepted filters that the leaf matches
 * @param nextTransition the next instant at which one of the presented certificates begins or has ended
 */
public record LeafVerdict(
        String name,
        List<Violation> violations,
        Optional<Certificate> certificate,
        List<Certificate> path,
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
