package dev.namespacecerts.rules.leaf;

import dev.namespacecerts.x509.Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * A path from a leaf to a root. Its validity period is that of its CAs; EE-5 reports that of the leaf. Only a path
 * without CAs has the leaf's own.
 */
record LeafPath(List<Certificate> certificates) {
    /** The first instant at which all its CAs are valid. */
    Instant begin() {
        return authorities().stream()
                .map(Certificate::notBefore)
                .max(Comparator.naturalOrder())
                .orElse(certificates.get(0).notBefore());
    }

    /** The last instant at which all its CAs are valid. */
    Instant end() {
        return authorities().stream()
                .map(Certificate::notAfter)
                .min(Comparator.naturalOrder())
                .orElse(certificates.get(0).notAfter());
    }

    List<Certificate> authorities() {
        return certificates.subList(1, certificates.size());
    }

    /** The given blocks that are on the path, from the leaf upwards. */
    List<PresentedCertificate> inOrder(List<PresentedCertificate> blocks) {
        return authorities().stream()
                .flatMap(ca ->
                        blocks.stream().filter(block -> block.certificate().equals(ca)))
                .toList();
    }
}
