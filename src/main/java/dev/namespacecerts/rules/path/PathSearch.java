package dev.namespacecerts.rules.path;

import dev.namespacecerts.x509.Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks for paths from one certificate to a root that hold as Go's {@code Certificate.Verify} would have it for client
 * authentication. As much work as {@link CandidateCount} allows.
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
     * The outcome of a search.
     *
     * @param path from the certificate to its root, where one holds but perhaps for its names; else empty
     * @param repeated two certificates of one name on the path to a root; null where all names differ
     * @param obstacles all that is in the way, on one path, where none holds
     * @param limitReached whether no path was found, and not all was searched
     */
    public record Result(
            List<Certificate> path, RepeatedName repeated, List<PathObstacle> obstacles, boolean limitReached) {
        /** Whether a path holds on which all names differ. */
        public boolean holds() {
            return !path.isEmpty() && repeated == null;
        }
    }

    /** Looks for one path from a certificate on, the first that holds. */
    public static Result first(Chains chains, Purpose purpose, Certificate certificate) {
        return new PathSearch(chains, purpose, false).from(certificate);
    }

    /**
     * All paths from a certificate on that hold; those on which a name repeats only where there is no other. Empty where a
     * limit is reached, since then nobody knows.
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

    /** Puts a certificate on the path and goes on from there; true once the search is over. */
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

    /** Says what can be said only of a path that has reached its root; true where no other is looked for. */
    private boolean isLast() {
        if (refusals.ofWhole(path).isPresent()) {
            return false;
        }
        boolean namesDiffer = chains.comparisons().repeatedOn(path) == null;
        (namesDiffer ? found : foundWithRepeatedName).add(List.copyOf(path));
        return namesDiffer && !all;
    }

    /** Follows the signatures alone, so that all obstacles can be told at once; false where they lead to no root. */
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

    /** Keeps the line that comes nearest to a root. */
    private void stopAt(DeadEnd reached) {
        if (deadEnd == null || reached.kind().compareTo(deadEnd.kind()) < 0) {
            deadEnd = reached;
            line = List.copyOf(path);
        }
    }

    /** All that is in the way on the line that was traced. CA-3 reports a CA that has no issuer itself. */
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

    /** Where no root is reached, two certificates of one CA stand on the line for a circle, and are no second cause. */
    private RepeatedName repeatedOnLine(boolean complete) {
        RepeatedName repeated = chains.comparisons().repeatedOn(line);
        boolean twins = repeated != null
                && line.stream()
                        .filter(c -> !c.equals(repeated.upper()))
                        .anyMatch(c -> c.publicKey().equals(repeated.upper().publicKey()));
        return complete || !twins ? repeated : null;
    }

    /** Whether a path ends here. A leaf that signed itself is a root only where the bundle has it as a CA. */
    private boolean isEnd(Certificate certificate) {
        return chains.isRoot(certificate) && (purpose.use() != Purpose.Use.CLIENT || Chains.maySign(certificate));
    }
}
