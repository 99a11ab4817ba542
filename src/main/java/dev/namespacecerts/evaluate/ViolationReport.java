package dev.namespacecerts.evaluate;

import static dev.namespacecerts.rules.Wording.count;

import dev.namespacecerts.api.v1alpha1.RuleViolation;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.x509.DisplayText;
import java.util.List;

/** Converts violations to their form in a status. */
public final class ViolationReport {
    private static final int MOST = 100;

    private ViolationReport() {}

    /** The first 100 violations, in the given order. */
    public static List<RuleViolation> of(List<Violation> violations) {
        return violations.stream().limit(MOST).map(ViolationReport::entry).toList();
    }

    /** A violation as text for the message of a condition: the rule, the problem and the remedy. */
    public static String sentence(Violation violation) {
        return violation.rule().id() + ": " + violation.message()
                + (violation.remedy() == null ? "" : " " + violation.remedy());
    }

    /** The same, and how many other Errors there are. @param where they are, as a part of a sentence */
    static String sentence(Violation violation, int others, String where) {
        return sentence(violation) + (others == 0 ? "" : " And " + count(others, "more Error") + ": " + where + ".");
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
}
