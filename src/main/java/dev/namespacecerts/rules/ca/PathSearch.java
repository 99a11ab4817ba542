package dev.namespacecerts.rules.ca;

import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.ExtendedKeyUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks for a path from one certificate to a root that holds as Go's {@code Certificate.Verify} would have it for client
 * authentication, but for the time.
 */
final class PathSearch {
    private final Chains chains;
    private final List<Certificate> path = new ArrayList<>();
    private boolean issuerSeen;
    private String obstacle;
    private Certificate repeated;

    PathSearch(Chains chains) {
        this.chains = chains;
    }

    /** How a search ended. */
    enum Outcome {
        HOLDS,
        /** A path holds, but a name stands on it twice. */
        NAMES_REPEAT,
        /** There is no path that holds. */
        BROKEN,
        /** The certificate has no issuer in the bundle at all. */
        NO_ISSUER
    }

    /**
     * The end of a search.
     *
     * @param obstacle what was in the way, where it is BROKEN
     * @param repeated a certificate with a name that stands on the path before, where it is NAMES_REPEAT
     */
    record Result(Outcome outcome, String obstacle, Certificate repeated) {}

    Result from(Certificate certificate) {
        if (climb(certificate)) {
            return new Result(Outcome.HOLDS, null, null);
        }
        if (repeated != null) {
            return new Result(Outcome.NAMES_REPEAT, null, repeated);
        }
        if (obstacle == null && !issuerSeen) {
            return new Result(Outcome.NO_ISSUER, null, null);
        }
        return new Result(Outcome.BROKEN, obstacle == null ? "it leads to no root" : obstacle, null);
    }

    /** Puts a certificate on the path and goes on from there; true once a path holds and no name repeats. */
    private boolean climb(Certificate certificate) {
        if (path.contains(certificate)) {
            return false;
        }
        if (!chains.step()) {
            remember("there are more paths in the bundle than can be tried");
            return false;
        }
        Optional<String> refusal = refusal(certificate);
        if (refusal.isPresent()) {
            remember(refusal.get());
            return false;
        }
        path.add(certificate);
        boolean holds = chains.isRoot(certificate) ? holdsAsAWhole() : climbToIssuers(certificate);
        path.remove(path.size() - 1);
        return holds;
    }

    private boolean climbToIssuers(Certificate certificate) {
        for (Certificate issuer : chains.namedAsIssuer(certificate)) {
            if (!issuer.equals(certificate) && Chains.maySign(issuer) && chains.signed(certificate, issuer)) {
                issuerSeen = true;
                if (climb(issuer)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Why a certificate cannot stand above those that are on the path. */
    private Optional<String> refusal(Certificate certificate) {
        String name = "\"" + certificate.subject() + "\"";
        if (!certificate.unhandledCriticalExtensions().isEmpty()) {
            return Optional.of(name + " has the critical extension "
                    + certificate.unhandledCriticalExtensions().get(0) + ", which Temporal Cloud does not know");
        }
        if (!certificate
                .extendedKeyUsage()
                .map(ExtendedKeyUsage::allowsClientAuth)
                .orElse(true)) {
            return Optional.of(name + " has an extended key usage without client authentication");
        }
        int below = path.size() - 1;
        int allowed = certificate.basicConstraints().stream()
                .flatMapToInt(constraints -> constraints.pathLength().stream())
                .findFirst()
                .orElse(Integer.MAX_VALUE);
        if (below > allowed) {
            return Optional.of(name + " allows a path of " + allowed + " CAs below it, and there are " + below
                    + " between it and \"" + path.get(0).subject() + "\"");
        }
        return path.stream()
                .flatMap(lower -> chains.constraintRefusal(certificate, lower).stream())
                .findFirst();
    }

    /** What can be said only of a path that has reached its root. */
    private boolean holdsAsAWhole() {
        Optional<String> refusal = chains.policyRefusal(path);
        refusal.ifPresent(this::remember);
        return refusal.isEmpty() && namesDiffer();
    }

    private boolean namesDiffer() {
        for (int i = 0; i < path.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (path.get(i).subject().equals(path.get(j).subject())) {
                    repeated = path.get(i);
                    return false;
                }
            }
        }
        return true;
    }

    private void remember(String what) {
        if (obstacle == null) {
            obstacle = what;
        }
    }
}
