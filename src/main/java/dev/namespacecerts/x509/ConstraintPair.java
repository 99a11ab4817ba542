package dev.namespacecerts.x509;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The permitted and the excluded subtrees of one kind of name (Go: checkConstraints).
 *
 * @param kind the kind of name, for messages
 * @param shown the permitted subtrees, for messages
 * @param permitted finds the subtree that contains a name; absent if there is no permitted subtree of this kind
 */
record ConstraintPair<V>(
        String kind,
        String shown,
        Optional<Function<V, Optional<String>>> permitted,
        Optional<Function<V, Optional<String>>> excluded) {
    static final int LONGEST_NAME = 200;
    private static final int LONGEST_SUBTREE = 64;
    private static final int MOST_SHOWN = 3;

    /** Why the constraints do not allow a name; empty if they allow it. */
    Optional<String> refusal(V name, String nameShown) {
        if (permitted.isPresent() && permitted.get().apply(name).isEmpty()) {
            return Optional.of(quoted(nameShown) + " is not permitted (permitted: " + shown + ")");
        }
        return excluded.flatMap(search -> search.apply(name))
                .map(subtree -> quoted(nameShown) + " is excluded by the name constraint \""
                        + DisplayText.of(subtree, LONGEST_NAME) + '"');
    }

    private String quoted(String nameShown) {
        return kind + " \"" + DisplayText.of(nameShown, LONGEST_NAME) + '"';
    }

    /** The first few subtrees, for messages. */
    static String shown(List<?> subtrees) {
        String more = subtrees.size() > MOST_SHOWN ? " and " + (subtrees.size() - MOST_SHOWN) + " more" : "";
        return subtrees.stream()
                .limit(MOST_SHOWN)
                .map(subtree -> DisplayText.quoted(subtree.toString(), LONGEST_SUBTREE))
                .collect(Collectors.joining(", ", "", more));
    }
}
