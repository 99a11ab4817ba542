package dev.namespacecerts.diff;

import dev.namespacecerts.lint.Finding;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells new findings from known ones. Files, lines and, for a certificate, its position are no part of what makes a finding,
 * because objects move.
 */
final class FindingComparison {
    /** Their messages name the file or line of another object. */
    private static final Set<String> NAMES_PLACES = Set.of("Duplicate", "Claimed", "SourceNotFound");

    private FindingComparison() {}

    /** The findings of one version that the other does not have. */
    static List<Finding> without(Side side, Side other) {
        Map<List<Object>, Integer> known = new HashMap<>();
        other.evaluation()
                .result()
                .findings()
                .forEach(finding -> known.merge(identity(finding, other), 1, Integer::sum));
        return side.evaluation().result().findings().stream()
                .filter(finding -> known.merge(identity(finding, side), -1, Integer::sum) < 0)
                .toList();
    }

    private static List<Object> identity(Finding finding, Side side) {
        Object where = finding.object() == null ? side.relative(finding.place().file()) : finding.object();
        Object what = finding.fingerprint() != null
                ? finding.fingerprint()
                : Arrays.asList(
                        finding.source(),
                        finding.found(),
                        NAMES_PLACES.contains(finding.id()) ? null : finding.message());
        return List.of(finding.id(), finding.level(), where, what);
    }
}
