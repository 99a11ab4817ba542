package dev.namespacecerts.rules.path;

import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.ExtendedKeyUsage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks for a path from one certificate to a root that holds as Go's {@code Certificate.Verify} would have it for client
 * authentication, but for the time.
 */
public final class PathSearch {
    private final Chains chains;
    private final Instant now; // null where the time does not matter
    private final List<Certificate> path = new ArrayList<>();
    private List<Certificate> found = List.of();
    private boolean issuerSeen;
    private String obstacle;
    private Certificate repeated;

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

    /** How a search ended. */
    public enum Outcome {
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
     * @param path from the certificate to its root, where it HOLDS; else empty
     */
    public record Result(Outcome outcome, String obstacle, Certificate repeated, List<Certificate> path) {}

    /** Looks for a path from a certificate on. */
    public Result from(Certificate certificate) {
        if (climb(certificate)) {
            return new Result(Outcome.HOLDS, null, null, found);
        }
        if (repeated != null) {
            return new Result(Outcome.NAMES_REPEAT, null, repeated, List.of());
        }
        if (obstacle == null && !issuerSeen) {
            return new Result(Outcome.NO_ISSUER, null, null, List.of());
        }
        return new Result(Outcome.BROKEN, obstacle == null ? "it leads to no root" : obstacle, null, List.of());
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
        boolean isLeaf = now != null && path.isEmpty();
        if (!isLeaf && now != null && (now.isBefore(certificate.notBefore()) || now.isAfter(certificate.notAfter()))) {
            return Optional.of(
                    name + " is valid from " + certificate.notBefore() + " to " + certificate.notAfter() + " only");
        }
        if (!isLeaf
                && !certificate
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
        found = List.copyOf(path);
        return true;
    }

    private void remember(String what) {
        if (obstacle == null) {
            obstacle = what;
        }
    }
}
