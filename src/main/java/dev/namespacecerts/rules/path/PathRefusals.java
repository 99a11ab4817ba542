package dev.namespacecerts.rules.path;

import dev.namespacecerts.rules.Algorithms;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.ExtendedKeyUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Why a certificate cannot be on a path for some purpose, whoever signed it. */
final class PathRefusals {
    private final Comparisons comparisons;
    private final Purpose purpose;

    PathRefusals(Comparisons comparisons, Purpose purpose) {
        this.comparisons = comparisons;
        this.purpose = purpose;
    }

    /** Why a certificate cannot be above those that are below it. */
    List<PathObstacle> of(Certificate certificate, List<Certificate> below) {
        List<PathObstacle> refusals = new ArrayList<>();
        certificate
                .unhandledCriticalExtension()
                .ifPresent(extension -> refusals.add(new PathObstacle(
                        name(certificate) + " has " + extension,
                        "Reissue " + name(certificate) + " without the extension, or with it as not critical.")));
        if (!purpose.isLeaf(below.size())) {
            refuseAsCa(certificate, refusals);
        }
        refuseLength(certificate, below, refusals);
        below.stream()
                .flatMap(lower -> comparisons.constraintRefusal(certificate, lower).stream())
                .findFirst()
                .ifPresent(why -> refusals.add(new PathObstacle(
                        why,
                        "Use names that the constraints allow, or reissue " + name(certificate)
                                + " with other constraints.")));
        return refusals;
    }

    /** Why a path that has reached its root does not hold as a whole. */
    Optional<PathObstacle> ofWhole(List<Certificate> path) {
        return comparisons
                .policyRefusal(path)
                .map(why -> new PathObstacle(
                        why, "Reissue the CAs of the chain with policies that satisfy the constraints."));
    }

    private void refuseLength(Certificate certificate, List<Certificate> below, List<PathObstacle> refusals) {
        int between = purpose.between(below.size());
        int allowed = certificate.basicConstraints().stream()
                .flatMapToInt(constraints -> constraints.pathLength().stream())
                .findFirst()
                .orElse(Integer.MAX_VALUE);
        if (between > allowed) {
            String bottom =
                    purpose.use() == Purpose.Use.ISSUER ? "a leaf of " + name(below.get(0)) : name(below.get(0));
            refusals.add(new PathObstacle(
                    name(certificate) + " has a path length of " + allowed + ", but " + between
                            + (between == 1 ? " CA is" : " CAs are") + " between it and " + bottom,
                    "Reissue " + name(certificate) + " with a path length of at least " + between
                            + " or without one, or issue from a CA closer to it."));
        }
    }

    private void refuseAsCa(Certificate certificate, List<PathObstacle> refusals) {
        if (!purpose.isTimely(certificate)) {
            refusals.add(new PathObstacle(
                    name(certificate) + " is valid only from " + certificate.notBefore() + " until "
                            + certificate.notAfter(),
                    "Reissue " + name(certificate) + " with the same key, and replace it."));
        }
        if (purpose.use() == Purpose.Use.CLIENT && !Algorithms.accepts(certificate.signatureAlgorithm())) {
            refusals.add(new PathObstacle(
                    name(certificate) + " is signed with "
                            + certificate.signatureAlgorithm().name() + ", which Temporal Cloud rejects",
                    "Reissue " + name(certificate) + " with SHA-256 or stronger, by an RSA or ECDSA key."));
        }
        if (!certificate
                .extendedKeyUsage()
                .map(ExtendedKeyUsage::allowsClientAuth)
                .orElse(true)) {
            refusals.add(new PathObstacle(
                    name(certificate) + " has an extended key usage without client authentication",
                    "Reissue " + name(certificate) + " with clientAuth, or without extended key usage."));
        }
    }

    static String name(Certificate certificate) {
        return "\"" + certificate.subject() + "\"";
    }
}
