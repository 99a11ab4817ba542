package dev.namespacecerts.rules;

import dev.namespacecerts.x509.Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Result of evaluating a bundle.
 *
 * @param violations Errors first, each group in a stable order; limited in number
 * @param violationCount number of all violations
 * @param folded the violations to report: those with the same cause are folded into one
 * @param foldedCount number of all violations after folding
 * @param certificates the distinct readable certificates, in order; at most 100
 * @param canonicalPem of these certificates
 * @param earliestExpiry expiry of the certificate that expires first
 * @param nextTransition the next instant at which the verdict changes with time
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

    /** The parsed certificates, in order. */
    public List<Certificate> authorities() {
        return certificates.stream().map(JudgedCertificate::certificate).toList();
    }

    /** Whether the bundle has no Error. */
    public boolean valid() {
        return violations.stream().noneMatch(Violation::isError);
    }
}
