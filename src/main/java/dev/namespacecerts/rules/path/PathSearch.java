package dev.namespacecerts.rules.path;

import dev.namespacecerts.rules.Algorithms;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.ExtendedKeyUsage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for a path from one certificate to a root that holds as Go's {@code Certificate.Verify} would have it for client
 * authentication, but for the time.
 */
public final class PathSearch {
    private final Chains chains;
    private final Instant now; // null where the time does not matter
    private final List<Certificate> path = new ArrayList<>();
    private List<Certificate> found = List.of();
    private List<Certificate> line = List.of();
    private boolean issuerSeen;

    private PathSearch(Chains chains, Instant now) {
        this.chains = chains;
        this.now = now;
    }

    /** For a CA of a bundle. The time does not matter: another rule speaks of every CA's own validity. */
    public static PathSearch forCa(Chains chains) {
        return new PathSearch(chains, null);
    }

    /** For a leaf: CAs on its path must be valid at a time. Other rules speak of its own validity and usage. */
    public static PathSearch forLeaf(Chains chains, Instant now) {
        return new PathSearch(chains, now);
    }

    /**
     * The end of a search.
     *
     * @param path from the certificate to its root, where one holds but perhaps for its names; else empty
     * @param repeated a certificate whose name stands on the path before; null where all names differ
     * @param obstacles all that is in the way, on one path, where none holds
     * @param issuerSeen whether the certificate has an issuer in the bundle, or is a root
     */
    public record Result(List<Certificate> path, Certificate repeated, List<String> obstacles, boolean issuerSeen) {
        /** Whether a path holds on which all names differ. */
        public boolean holds() {
            return !path.isEmpty() && repeated == null;
        }
    }

    /** Looks for a path from a certificate on. Where that reaches a limit, the chains are exhausted. */
    public Result from(Certificate certificate) {
        if (chains.hasTooManyCandidates(certificate)) {
            return new Result(List.of(), null, List.of(), false);
        }
        if (climb(certificate) || !found.isEmpty()) {
            return new Result(found, chains.repeatedOn(found), List.of(), true);
        }
        boolean complete = trace(certificate);
        return new Result(List.of(), chains.repeatedOn(line), obstaclesOn(complete), issuerSeen || isEnd(certificate));
    }

    /** Puts a certificate on the path and goes on from there; true once a path holds and no name repeats. */
    private boolean climb(Certificate certificate) {
        if (path.contains(certificate) || !refusals(certificate, path).isEmpty()) {
            return false;
        }
        path.add(certificate);
        boolean holds = isEnd(certificate) ? holdsAsAWhole() : climbToIssuers(certificate);
        path.remove(path.size() - 1);
        return holds;
    }

    private boolean climbToIssuers(Certificate certificate) {
        for (Certificate issuer : chains.namedAsIssuer(certificate)) {
            if (chains.hasSigned(issuer, certificate)) {
                issuerSeen = true;
                if (climb(issuer)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** What can be said only of a path that has reached its root. A path with a repeated name is kept as second best. */
    private boolean holdsAsAWhole() {
        if (chains.policyRefusal(path).isPresent()) {
            return false;
        }
        boolean namesDiffer = chains.repeatedOn(path) == null;
        if (namesDiffer || found.isEmpty()) {
            found = List.copyOf(path);
        }
        return namesDiffer;
    }

    /** Follows the signatures alone, so that all obstacles can be told at once; false where they lead to no root. */
    private boolean trace(Certificate certificate) {
        path.add(certificate);
        boolean end = isEnd(certificate);
        boolean ended = end || traceIssuers(certificate);
        if (end || line.isEmpty()) {
            line = List.copyOf(path);
        }
        path.remove(path.size() - 1);
        return ended;
    }

    private boolean traceIssuers(Certificate certificate) {
        for (Certificate issuer : chains.namedAsIssuer(certificate)) {
            if (!path.contains(issuer) && chains.hasSigned(issuer, certificate)) {
                issuerSeen = true;
                if (trace(issuer)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** All that is in the way on the line that was traced. */
    private List<String> obstaclesOn(boolean complete) {
        List<String> obstacles = new ArrayList<>();
        for (int i = 0; i < line.size(); i++) {
            obstacles.addAll(refusals(line.get(i), line.subList(0, i)));
        }
        Certificate last = line.get(line.size() - 1);
        if (complete) {
            chains.policyRefusal(line).ifPresent(obstacles::add);
        } else if (line.size() > 1) {
            obstacles.add("it leads to no root: " + missing(last));
        }
        return List.copyOf(obstacles);
    }

    private String missing(Certificate last) {
        if (last.isSelfIssued()) {
            return name(last) + " is no root of the bundle";
        }
        return chains.namedAsIssuer(last).isEmpty()
                ? "\"" + last.issuer() + "\", which issued " + name(last) + ", is missing"
                : "its CAs sign each other in a circle";
    }

    /** Why a certificate cannot stand above those that are below it. */
    private List<String> refusals(Certificate certificate, List<Certificate> below) {
        List<String> refusals = new ArrayList<>();
        boolean isLeaf = now != null && below.isEmpty();
        certificate
                .unhandledCriticalExtension()
                .ifPresent(extension -> refusals.add(name(certificate) + " has " + extension));
        if (!isLeaf) {
            refuseAsCa(certificate, refusals);
        }
        int between = below.size() - 1;
        int allowed = certificate.basicConstraints().stream()
                .flatMapToInt(constraints -> constraints.pathLength().stream())
                .findFirst()
                .orElse(Integer.MAX_VALUE);
        if (between > allowed) {
            refusals.add(name(certificate) + " allows a path of " + allowed + " CAs below it, and there are " + between
                    + " between it and " + name(below.get(0)));
        }
        below.stream()
                .flatMap(lower -> chains.constraintRefusal(certificate, lower).stream())
                .findFirst()
                .ifPresent(refusals::add);
        return refusals;
    }

    private void refuseAsCa(Certificate certificate, List<String> refusals) {
        if (now != null && (now.isBefore(certificate.notBefore()) || now.isAfter(certificate.notAfter()))) {
            refusals.add(name(certificate) + " is valid from " + certificate.notBefore() + " to "
                    + certificate.notAfter() + " only");
        }
        if (now != null && !Algorithms.accepts(certificate.signatureAlgorithm())) {
            refusals.add(name(certificate) + " is signed with "
                    + certificate.signatureAlgorithm().name() + ", which Temporal Cloud rejects");
        }
        if (!certificate
                .extendedKeyUsage()
                .map(ExtendedKeyUsage::allowsClientAuth)
                .orElse(true)) {
            refusals.add(name(certificate) + " has an extended key usage without client authentication");
        }
    }

    private static String name(Certificate certificate) {
        return "\"" + certificate.subject() + "\"";
    }

    /** Whether a path ends here. A leaf that signed itself is a root only where the bundle has it as a CA. */
    private boolean isEnd(Certificate certificate) {
        return chains.isRoot(certificate) && (now == null || Chains.maySign(certificate));
    }
}
