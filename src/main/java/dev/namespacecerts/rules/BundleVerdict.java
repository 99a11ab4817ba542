package dev.namespacecerts.rules;

import dev.namespacecerts.x509.Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the rules say of a bundle.
 *
 * @param violations Errors first, each kind in a stable order; a hostile bundle's list is cut
 * @param violationCount how many there are in truth
 * @param folded the violations as they are reported: those that repeat one cause folded
 * @param foldedCount how many there are then
 * @param certificates the distinct ones that could be read, in order; at most 100
 * @param canonicalPem of these certificates
 * @param earliestExpiry when the first of them ends
 * @param nextTransition the next instant at which the verdict changes by itself
 */
public record BundleVerdict(
        List<Violation> violations,
        int violationCount,
        List<Violation> folded,
        int foldedCount,
        List<JudgedCertificate> certificates,
        byte[] canonicalPem,
        Usage usage,
        Optional<Instant> earliestExpiry,
        Optional<Instant> nextTransition) {

    /** The certificates themselves, in order. */
    public List<Certificate> authorities() {
        return certificates.stream().map(JudgedCertificate::certificate).toList();
    }

    /** Whether no Error stands against it. */
    public boolean valid() {
        return violations.stream().noneMatch(Violation::isError);
    }
}
