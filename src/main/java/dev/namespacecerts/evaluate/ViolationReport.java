package dev.namespacecerts.evaluate;

import static dev.namespacecerts.rules.Wording.count;

import dev.namespacecerts.api.v1alpha1.RuleViolation;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.x509.DisplayText;
import java.util.List;

/** Converts violations to their form in a status. */
public final class ViolationReport {
    private static final int MOST = 100;
    private static final int LONGEST_SUBJECT = 128;
    private static final int LONGEST_FOUND = 512;

    private ViolationReport() {}

    /** The first 100 violations, in the given order. */
    public static List<RuleViolation> of(List<Violation> violations) {
        return of(violations, "");
    }

    /** The same. @param object that has the sources, for example {@code "Secret worker-tls, key "} */
    static List<RuleViolation> of(List<Violation> violations, String object) {
        return violations.stream()
                .limit(MOST)
                .map(violation -> entry(violation, object))
                .toList();
    }

    /**
     * A violation as one line, for example {@code Error CA-5: ConfigMap corporate-ca, key ca.crt, block 1 (CN=Acme Root
     * CA,O=Acme): signed with ECDSA-SHA1; allowed: …}.
     */
    static String summary(Violation violation, String object) {
        String place = violation.place() == null
                ? ""
                : object + violation.place()
                        + (violation.position() == null ? "" : ", block " + violation.position())
                        + (violation.subject() == null
                                ? ""
                                : " (" + DisplayText.of(violation.subject(), LONGEST_SUBJECT) + ")")
                        + ": ";
        String finding = violation.found() == null
                ? violation.message()
                : DisplayText.of(violation.found(), LONGEST_FOUND)
                        + (violation.allowed() == null ? "" : "; allowed: " + violation.allowed());
        return text(violation.severity() + " " + violation.rule().id() + ": " + place + finding);
    }

    /** A violation as text for the message of a condition: the rule, the problem and the remedy. */
    public static String sentence(Violation violation) {
        return violation.rule().id() + ": " + violation.message()
                + (violation.remedy() == null ? "" : " " + violation.remedy());
    }

    /** The same, and how many other Errors there are. @param where they are, as a part of a sentence */
    static String sentence(Violation violation, int others, String where) {
        return sentence(violation) + more(others, where);
    }

    /** The line of a violation, and how many other Errors there are. @param where they are, as a part of a sentence */
    static String summary(Violation violation, int others, String where) {
        return summary(violation, "") + "." + more(others, where);
    }

    private static String more(int others, String where) {
        return others == 0 ? "" : " And " + count(others, "more Error") + ": " + where + ".";
    }

    private static RuleViolation entry(Violation violation, String object) {
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
                text(violation.remedy()),
                summary(violation, object));
    }

    private static String text(String text) {
        return text == null ? null : DisplayText.of(text, 1024);
    }
}
