package dev.namespacecerts.x509;

import java.util.Optional;
import java.util.function.Function;

/**
 * What is permitted and what is excluded of one kind of names (Go: checkConstraints).
 *
 * @param kind as it is shown
 * @param permitted finds the subtree that a name is in; absent where nothing of this kind is constrained
 */
record ConstraintPair<V>(
        String kind,
        Optional<Function<V, Optional<String>>> permitted,
        Optional<Function<V, Optional<String>>> excluded) {
    static final int LONGEST_NAME = 200;

    /** Why the name is refused; empty when it is not. */
    Optional<String> refusal(V name, String shown) {
        if (permitted.isPresent() && permitted.get().apply(name).isEmpty()) {
            return Optional.of(quoted(shown) + " is not permitted by any name constraint");
        }
        return excluded.flatMap(search -> search.apply(name))
                .map(subtree -> quoted(shown) + " is excluded by the name constraint \""
                        + DisplayText.of(subtree, LONGEST_NAME) + '"');
    }

    private String quoted(String shown) {
        return kind + " \"" + DisplayText.of(shown, LONGEST_NAME) + '"';
    }
}
