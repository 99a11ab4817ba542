package dev.namespacecerts.rules.path;

import dev.namespacecerts.x509.Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Searches for valid paths from a certificate to a root, as defined by Go's {@code Certificate.Verify} for client
 * authentication. {@link CandidateCount} bounds the work.
 */
public final class PathSearch {
    private final Chains chains;
    private final Purpose purpose;
    private final PathRefusals refusals;
    private final boolean all;
    private final List<Certificate> path = new ArrayList<>();
    private final Set<List<Certificate>> found = new LinkedHashSet<>();
    private final Set<List<Certificate>> foundWithRepeatedName = new LinkedHashSet<>();
    private List<Certificate> line = List.of();
    private DeadEnd deadEnd;

    private PathSearch(Chains chains, Purpose purpose, boolean all) {
        this.chains = chains;
        this.purpose = purpose;
        this.all = all;
        this.refusals = new PathRefusals(chains, purpose);
    }

    /**
     * Result of a search.
     *
     * @param path from the certificate to its root, also if subject DNs repeat on it; empty if there is no valid path
     * @param repeated two certificates with the same subject DN on the path; null if all differ
     * @param obstacles what makes one path invalid, if no path is valid
     * @param limitReached whether no path was found and the search is incomplete
     */
    public record Result(
            List<Certificate> path, RepeatedName repeated, List<PathObstacle> obstacles, boolean limitReached) {
        /** Whether there is a valid path on which all subject DNs differ. */
        public boolean holds() {
            return !path.isEmpty() && repeated == null;
        }
    }

    /** Searches for the first valid path from a certificate. */
    public static Result first(Chains chains, Purpose purpose, Certificate certificate) {
        return new PathSearch(chains, purpose, false).from(certificate);
    }

    /**
     * All valid paths from a certificate. Paths on which a subject DN repeats are included only if there are no others.
     * Empty if a limit is reached, because the result would be incomplete.
     */
    public static List<List<Certificate>> all(Chains chains, Purpose purpose, Certificate certificate) {
        PathSearch search = new PathSearch(chains, purpose, true);
        if (chains.hasTooManyCandidates(certificate)) {
            return List.of();
        }
        search.climb(certificate);
        if (chains.limitReached() || chains.comparisons().limitReached()) {
            return List.of();
        }
        return List.copyOf(search.found.isEmpty() ? search.foundWithRepeatedName : search.found);
    }

    private Result from(Certificate certificate) {
        if (chains.hasTooManyCandidates(certificate)) {
            return new Result(List.of(), null, List.of(), true);
        }
        climb(certificate);
        if (!found.isEmpty()) {
            return new Result(found.iterator().next(), null, List.of(), false);
        }
        if (!foundWithRepeatedName.isEmpty()) {
            List<Certificate> second = foundWithRepeatedName.iterator().next();
            return new Result(second, chains.comparisons().repeatedOn(second), List.of(), false);
        }
        boolean complete = trace(certificate);
        return new Result(List.of(), repeatedOnLine(complete), obstaclesOn(complete), chains.limitReached());
    }

    /** Extends the path by a certificate and continues from there; true if the search is over. */
    private boolean climb(Certificate certificate) {
        if (path.contains(certificate) || !refusals.of(certificate, path).isEmpty()) {
            return false;
        }
        path.add(certificate);
        boolean over = isEnd(certificate) ? isLast() : climbToIssuers(certificate);
        path.remove(path.size() - 1);
        return over;
    }

    private boolean climbToIssuers(Certificate certificate) {
        for (Certificate issuer : chains.namedAsIssuer(certificate)) {
            if (chains.hasSigned(issuer, certificate)) {
                if (climb(issuer)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Checks a complete path as a whole; true if the search is over. */
    private boolean isLast() {
        if (refusals.ofWhole(path).isPresent()) {
            return false;
        }
        boolean namesDiffer = chains.comparisons().repeatedOn(path) == null;
        (namesDiffer ? found : foundWithRepeatedName).add(List.copyOf(path));
        return namesDiffer && !all;
    }

    /** Follows signatures only, to find all obstacles of one chain; false if no root is reached. */
    private boolean trace(Certificate certificate) {
        path.add(certificate);
        boolean end = isEnd(certificate);
        if (end) {
            line = List.copyOf(path);
        }
        boolean complete = end || traceIssuers(certificate);
        path.remove(path.size() - 1);
        return complete;
    }

    private boolean traceIssuers(Certificate certificate) {
        boolean leadsOn = false;
        for (Certificate issuer : chains.namedAsIssuer(certificate)) {
            if (!path.contains(issuer) && chains.hasSigned(issuer, certificate)) {
                leadsOn = true;
                if (trace(issuer)) {
                    return true;
                }
            }
        }
        if (!leadsOn) {
            stopAt(DeadEnd.of(chains, purpose, path));
        }
        return false;
    }

    /** Keeps the chain with the most specific cause. */
    private void stopAt(DeadEnd reached) {
        if (deadEnd == null || reached.kind().compareTo(deadEnd.kind()) < 0) {
            deadEnd = reached;
            line = List.copyOf(path);
        }
    }

    /** All obstacles on the traced chain. Omits that a CA has no issuer itself, which CA-3 reports. */
    private List<PathObstacle> obstaclesOn(boolean complete) {
        List<PathObstacle> obstacles = new ArrayList<>();
        for (int i = 0; i < line.size(); i++) {
            obstacles.addAll(refusals.of(line.get(i), line.subList(0, i)));
        }
        if (complete) {
            refusals.ofWhole(line).ifPresent(obstacles::add);
        } else if (line.size() > 1 || purpose.use() == Purpose.Use.CLIENT) {
            obstacles.add(deadEnd.obstacle().get());
        }
        return List.copyOf(obstacles);
    }

    /**
     * The certificates with the same subject DN on the traced chain. If no root is reached and they have the same key,
     * they are part of a circle, which is reported already.
     */
    private RepeatedName repeatedOnLine(boolean complete) {
        RepeatedName repeated = chains.comparisons().repeatedOn(line);
        boolean twins = repeated != null
                && line.stream()
                        .filter(c -> !c.equals(repeated.upper()))
                        .anyMatch(c -> c.publicKey().equals(repeated.upper().publicKey()));
        return complete || !twins ? repeated : null;
    }

    /**
     * Whether a path is complete with a certificate. A self-signed leaf is a root only if it is a CA of the bundle.
     */
    private boolean isEnd(Certificate certificate) {
        return chains.isRoot(certificate) && (purpose.use() != Purpose.Use.CLIENT || Chains.maySign(certificate));
    }
}
