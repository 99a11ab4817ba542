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
 * Gathers violations. All are counted; of each severity a thousand are kept, so that no input fills the memory. The first
 * disclosed key is always among them.
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

    /** How many were added. */
    int count() {
        return count;
    }

    /**
     * Errors first, of these disclosed keys, then by place, then by rule; those about the whole bundle come before those
     * about a part.
     */
    List<Violation> inOrder() {
        List<Violation> all = new ArrayList<>(kept.get(Severity.Error));
        all.addAll(kept.get(Severity.Warning));
        return inOrder(all);
    }

    /** The same, those that repeat one cause folded. */
    List<Violation> folded() {
        List<Violation> all = new ArrayList<>(folded.get(Severity.Error).folded());
        all.addAll(folded.get(Severity.Warning).folded());
        return inOrder(all);
    }

    /** How many there are, folded. */
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
