package dev.namespacecerts.report;

import dev.namespacecerts.api.v1alpha1.RuleViolation;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.x509.DisplayText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Violations as they stand in a status: at most 100, and never more than a fixed number of bytes in all. */
public final class ViolationReport {
    private static final int MOST = 100;

    /** Leaves more than half of the status's 256 KiB to the rest of it. */
    private static final int BYTES = 96 * 1024;

    /** Field names, quotes and digits of one entry. */
    private static final int OVERHEAD = 512;

    private ViolationReport() {}

    /** The first of them that fit, in the order given. */
    public static List<RuleViolation> of(List<Violation> violations) {
        return of(violations, MOST, BYTES);
    }

    /** The first of them, at most as many as said and of so many bytes of text, in the order given. */
    public static List<RuleViolation> of(List<Violation> violations, int most, int bytes) {
        List<RuleViolation> report = new ArrayList<>();
        int left = bytes;
        for (Violation violation : violations) {
            RuleViolation entry = entry(violation);
            left -= size(entry);
            if (report.size() == most || left < 0) {
                break;
            }
            report.add(entry);
        }
        return List.copyOf(report);
    }

    /** How many bytes of text they have. */
    public static int size(List<RuleViolation> report) {
        return report.stream().mapToInt(ViolationReport::size).sum();
    }

    /** One violation as a sentence for a condition: the rule, what is wrong and what to do. */
    public static String sentence(Violation violation) {
        return violation.rule().id() + ": " + violation.message()
                + (violation.remedy() == null ? "" : " " + violation.remedy());
    }

    private static RuleViolation entry(Violation violation) {
        return new RuleViolation(
                violation.rule().id(),
                RuleViolation.Severity.valueOf(violation.severity().name()),
                violation.source(),
                violation.position(),
                text(violation.subject()),
                text(violation.issuer()),
                text(violation.serial()),
                violation.fingerprint(),
                violation.fingerprintSha1(),
                text(violation.found()),
                text(violation.allowed()),
                text(violation.message()),
                text(violation.remedy()));
    }

    private static String text(String text) {
        return text == null ? null : DisplayText.of(text, 1024);
    }

    private static int size(RuleViolation entry) {
        return OVERHEAD
                + Stream.of(
                                entry.subject(),
                                entry.issuer(),
                                entry.serial(),
                                entry.found(),
                                entry.allowed(),
                                entry.message(),
                                entry.remedy())
                        .mapToInt(text -> text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length)
                        .sum();
    }
}
