package dev.namespacecerts.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Folds violations that have the same cause. Of more than three with the same finding and remedy, only the first is
 * kept; its message lists the places of the others.
 */
public final class Repetitions {
    private static final int MOST_ALIKE = 3;

    private final Map<Cause, Group> groups = new LinkedHashMap<>();

    private record Cause(
            Rule rule,
            Severity severity,
            String found,
            String allowed,
            String remedy,
            boolean selfResolving,
            boolean disclosed) {
        static Cause of(Violation violation) {
            return new Cause(
                    violation.rule(),
                    violation.severity(),
                    violation.found(),
                    violation.allowed(),
                    withoutPosition(violation.remedy(), violation.position()),
                    violation.selfResolving(),
                    violation.disclosed());
        }

        /** The remedy without the block number, so that "Remove block 3" and "Remove block 4" are equal. */
        private static String withoutPosition(String remedy, Integer position) {
            return remedy == null || position == null ? remedy : remedy.replace("block " + position, "block");
        }
    }

    private static final class Group {
        final List<Violation> alike = new ArrayList<>();
        final Places others = new Places();
        int count;

        void add(Violation violation) {
            count++;
            if (alike.size() < MOST_ALIKE) {
                alike.add(violation);
            }
            if (count > 1) {
                others.add(violation.place(), violation.position());
            }
        }

        Stream<Violation> folded() {
            return count <= MOST_ALIKE
                    ? alike.stream()
                    : Stream.of(alike.get(0).with(" The same applies to " + (count - 1) + " more: " + others + "."));
        }
    }

    /** Folds a list, keeping its order. */
    public static List<Violation> fold(List<Violation> violations) {
        Repetitions repetitions = new Repetitions();
        violations.forEach(repetitions::add);
        return repetitions.folded();
    }

    /** Adds a violation. */
    public void add(Violation violation) {
        groups.computeIfAbsent(Cause.of(violation), cause -> new Group()).add(violation);
    }

    /** Whether a violation with the same cause was added. */
    public boolean knows(Violation violation) {
        return groups.containsKey(Cause.of(violation));
    }

    /** Number of distinct causes. */
    public int causes() {
        return groups.size();
    }

    /** The folded violations, in the order in which their causes were first added. */
    public List<Violation> folded() {
        return groups.values().stream().flatMap(Group::folded).toList();
    }
}
