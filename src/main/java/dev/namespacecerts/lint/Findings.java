package dev.namespacecerts.lint;

import dev.namespacecerts.api.v1alpha1.RuleViolation;
import dev.namespacecerts.manifest.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects findings. */
final class Findings {
    static final Comparator<Finding> ORDER = Comparator.comparing(
                    (Finding finding) -> finding.place().file())
            .thenComparing(finding -> finding.place().line())
            .thenComparing(finding -> finding.place().column())
            .thenComparing(Finding::level);

    /** A message may name objects and files, whose names are input. */
    private static final int LONGEST_TEXT = 1024;

    private final List<Finding> found = new ArrayList<>();

    /** A finding of lint itself. */
    void add(String id, Level level, Place place, ObjectName object, String source, String message, String remedy) {
        found.add(Finding.of(id, level, place, object, source, message, remedy));
    }

    /** A violation of a rule. */
    void add(RuleViolation violation, Level level, Place place, Place related, ObjectName object, String message) {
        found.add(new Finding(
                violation.rule(),
                level,
                place,
                place.equals(related) ? null : related,
                object,
                violation.source(),
                violation.position(),
                violation.subject(),
                violation.fingerprint(),
                violation.found(),
                violation.allowed(),
                message,
                violation.remedy()));
    }

    /** In the order of files and lines. What is found in several builds of one object is reported once. */
    List<Finding> sorted() {
        Set<List<Object>> seen = new HashSet<>();
        return found.stream()
                .filter(finding -> seen.add(key(finding)))
                .sorted(ORDER)
                .toList();
    }

    /** What leaves several objects unjudged is reported once. */
    private static List<Object> key(Finding finding) {
        return Arrays.asList(
                finding.place(),
                finding.id(),
                finding.id().equals(Linter.NOT_JUDGED) ? null : finding.object(),
                finding.level(),
                finding.message());
    }
}
