package dev.namespacecerts.rules.path;

import dev.namespacecerts.rules.Algorithms;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.ExtendedKeyUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks everything about certificates on a path except their signatures. */
final class PathRefusals {
    private final Chains chains;
    private final Comparisons comparisons;
    private final Purpose purpose;

    PathRefusals(Chains chains, Purpose purpose) {
        this.chains = chains;
        this.comparisons = chains.comparisons();
        this.purpose = purpose;
    }

    /** Why a certificate cannot be above the given ones on a path. */
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
                .flatMap(lower -> constraintRefusal(certificate, lower).stream())
                .findFirst()
                .ifPresent(refusals::add);
        return refusals;
    }

    /** Why a complete path, which has reached its root, is invalid as a whole. */
    Optional<PathObstacle> ofWhole(List<Certificate> path) {
        return comparisons
                .policyRefusal(path)
                .map(why -> new PathObstacle(
                        why, "Reissue the CAs of the chain with policies that satisfy the constraints."));
    }

    private Optional<PathObstacle> constraintRefusal(Certificate certificate, Certificate lower) {
        return comparisons
                .constraintRefusal(certificate, lower)
                .map(why -> new PathObstacle(
                        why,
                        "Reissue " + name(lower) + " with permitted names, or reissue " + name(certificate)
                                + " with other constraints."));
    }

    private void refuseLength(Certificate certificate, List<Certificate> below, List<PathObstacle> refusals) {
        int between = purpose.between(below.size());
        int allowed = certificate.basicConstraints().stream()
                .flatMapToInt(constraints -> constraints.pathLength().stream())
                .findFirst()
                .orElse(Integer.MAX_VALUE);
        if (between > allowed) {
            // The CA itself is between too once it issues leaves.
            int needed = purpose.use() == Purpose.Use.AUTHORITY ? between + 1 : between;
            String bottom =
                    purpose.use() == Purpose.Use.ISSUER ? "a leaf of " + name(below.get(0)) : name(below.get(0));
            refusals.add(new PathObstacle(
                    name(certificate) + " has a path length of " + allowed + ", but " + between
                            + (between == 1 ? " CA is" : " CAs are") + " between it and " + bottom,
                    "Reissue " + name(certificate) + " with a path length of at least " + needed
                            + " or without one, or issue from a CA closer to it."));
        }
    }

    private void refuseAsCa(Certificate certificate, List<PathObstacle> refusals) {
        if (!purpose.isTimely(certificate)) {
            refusals.add(untimely(certificate));
        }
        if (purpose.use() == Purpose.Use.CLIENT && !Algorithms.accepts(certificate.signatureAlgorithm())) {
            refusals.add(new PathObstacle(
                    name(certificate) + " is signed with "
                            + certificate.signatureAlgorithm().name() + ", which Temporal Cloud rejects",
                    "Reissue " + name(certificate) + " with SHA-256, SHA-384 or SHA-512 by an RSA or ECDSA key."));
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

    private PathObstacle untimely(Certificate certificate) {
        String place = chains.isInBundle(certificate) ? "the bundle." : "tls.crt.";
        return purpose.isExpired(certificate)
                ? new PathObstacle(
                        name(certificate) + " expired at " + certificate.notAfter(),
                        "Reissue " + name(certificate) + " with the same key, and replace it in " + place)
                : new PathObstacle(
                        name(certificate) + " is not yet valid (notBefore " + certificate.notBefore() + ")",
                        "Wait until then. Or reissue " + name(certificate)
                                + " with the same key and an earlier notBefore, and replace it in " + place);
    }

    static String name(Certificate certificate) {
        return "\"" + certificate.subject() + "\"";
    }
}
