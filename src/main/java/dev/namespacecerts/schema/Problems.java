package dev.namespacecerts.schema;

import java.util.ArrayList;
import java.util.List;

/** The problems of one object, so many that a person reads them. */
final class Problems {
    private static final int MOST = 100;

    private final List<SchemaProblem> found = new ArrayList<>();
    private boolean blocking;
    private boolean more;

    /** Adds a problem that leaves the CEL rules to be evaluated: the API server evaluates them too. */
    void add(String path, String message) {
        if (found.size() < MOST) {
            found.add(new SchemaProblem(path, message));
        } else if (!more) {
            more = true;
            found.add(new SchemaProblem("", "more than " + MOST + " problems; only the first ones are listed"));
        }
    }

    /** Adds a problem because of which the CEL rules are not evaluated. */
    void block(String path, String message) {
        blocking = true;
        add(path, message);
    }

    boolean areAt(String path) {
        return found.stream().anyMatch(problem -> problem.path().equals(path));
    }

    boolean areNone() {
        return found.isEmpty();
    }

    boolean areBlocking() {
        return blocking;
    }

    List<SchemaProblem> list() {
        return List.copyOf(found);
    }
}
