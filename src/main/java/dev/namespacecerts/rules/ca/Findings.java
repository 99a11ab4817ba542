package dev.namespacecerts.rules.ca;

import dev.namespacecerts.rules.BundleSource;
import dev.namespacecerts.rules.Repetitions;
import dev.namespacecerts.rules.Severity;
import dev.namespacecerts.rules.Violation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects violations. All are counted. Of each severity, 1,000 are kept, so that memory is bounded for any input. If
 * keys are disclosed, the first one is always kept.
 */
final class Findings {
    private static final int MOST = 1_000;

    private final Map<String, Integer> sourceOrder = new HashMap<>();
    private final Map<Severity, List<Violation>> kept =
            Map.of(Severity.Error, new ArrayList<>(), Severity.Warning, new ArrayList<>());
    private final Map<Severity, Repetitions> folded =
            Map.of(Severity.Error, new Repetitions(), Severity.Warning, new Repetitions());
    private int count;
    private int dropped;

    Findings(List<BundleSource> sources) {
        for (BundleSource source : sources) {
            sourceOrder.put(source.name(), sourceOrder.size());
        }
    }

    void add(Violation violation) {
        count++;
        fold(violation);
        List<Violation> same = kept.get(violation.severity());
        if (same.size() < MOST) {
            same.add(violation);
        } else if (violation.disclosed() && same.stream().noneMatch(Violation::disclosed)) {
            same.set(MOST - 1, violation);
        }
    }

    private void fold(Violation violation) {
        Repetitions same = folded.get(violation.severity());
        if (same.causes() < MOST || violation.disclosed() || same.knows(violation)) {
            same.add(violation);
        } else {
            dropped++;
        }
    }

    /** Number of all violations. */
    int count() {
        return count;
    }

    /**
     * The kept violations: Errors first, disclosed keys before other Errors, then by place, then by rule. Violations
     * about the whole bundle come before those about a source.
     */
    List<Violation> inOrder() {
        List<Violation> all = new ArrayList<>(kept.get(Severity.Error));
        all.addAll(kept.get(Severity.Warning));
        return inOrder(all);
    }

    /** The kept violations in the same order, with those of the same cause folded. */
    List<Violation> folded() {
        List<Violation> all = new ArrayList<>(folded.get(Severity.Error).folded());
        all.addAll(folded.get(Severity.Warning).folded());
        return inOrder(all);
    }

    /** Number of all violations after folding. */
    int foldedCount() {
        return folded().size() + dropped;
    }

    private List<Violation> inOrder(List<Violation> all) {
        all.sort(Comparator.comparing(Violation::severity)
                .thenComparing(Violation::disclosed, Comparator.reverseOrder())
                .thenComparing(v -> v.source() == null ? -1 : sourceOrder.getOrDefault(v.source(), Integer.MAX_VALUE))
                .thenComparing(v -> v.position() == null ? 0 : v.position())
                .thenComparing(Violation::rule));
        return List.copyOf(all);
    }
}
