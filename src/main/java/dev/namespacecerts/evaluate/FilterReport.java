package dev.namespacecerts.evaluate;

import static dev.namespacecerts.rules.Wording.count;

import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.CertificateFilterStatus;
import dev.namespacecerts.api.v1alpha1.MatchedClients;
import dev.namespacecerts.api.v1alpha1.RuleViolation;
import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Builds the status of a filter. */
public final class FilterReport {
    private FilterReport() {}

    /** Whether the current generation of a filter was not reconciled yet. */
    public static boolean isUnobserved(CertificateFilter filter) {
        return filter.getStatus() == null
                || !Objects.equals(
                        filter.getStatus().observedGeneration(),
                        filter.getMetadata().getGeneration());
    }

    public static Report<CertificateFilterStatus> of(
            CertificateFilter filter, List<Violation> violations, MatchedClients matched, Instant now) {
        CertificateFilterStatus before = filter.getStatus();
        Long generation = filter.getMetadata().getGeneration();
        Conditions conditions = new Conditions(before == null ? null : before.conditions(), generation, now);
        List<Violation> errors = violations.stream().filter(Violation::isError).toList();
        Optional<Violation> error = errors.stream().findFirst();
        boolean bundleMissing = error.filter(e -> e.rule() == Rule.CF_5).isPresent();
        String reason = error.isEmpty() ? "Accepted" : bundleMissing ? "BundleNotFound" : "Invalid";
        int warnings = violations.size() - errors.size();
        String message =
                error.map(first -> sentence(first, errors)).orElseGet(() -> accepted(filter, matched, warnings));
        conditions.set(ConditionTypes.ACCEPTED, error.isEmpty(), reason, message);
        // The same again as Ready, for tools that know no other condition, such as kstatus.
        conditions.set(ConditionTypes.READY, error.isEmpty(), reason, message);
        // A missing bundle may be created later; an invalid field requires user action.
        Optional<Violation> stalling = violations.stream()
                .filter(v -> v.isError() && v.rule() != Rule.CF_5)
                .findFirst();
        conditions.set(
                ConditionTypes.STALLED,
                stalling.isPresent(),
                stalling.isPresent() ? "Invalid" : "NotStalled",
                stalling.map(first -> ViolationReport.summary(first, errors.size() - 1, "see violations"))
                        .orElseGet(() -> error.isEmpty() ? notStalled(matched, warnings) : Conditions.MAY_RESOLVE));
        List<RuleViolation> shown =
                new StatusBudget().take(conditions.list(), matched).fit(ViolationReport.of(violations), 1);
        var status = new CertificateFilterStatus(
                generation, conditions.list(), Documentation.of(conditions.list()), shown, matched);
        return Report.of(status, conditions, ConditionTypes.ACCEPTED);
    }

    public static Report<CertificateFilterStatus> unreadable(CertificateFilter filter, String reason, Instant now) {
        CertificateFilterStatus before = filter.getStatus();
        Long generation = filter.getMetadata().getGeneration();
        Conditions conditions = new Conditions(before == null ? null : before.conditions(), generation, now);
        conditions.setUnreadable(ConditionTypes.ACCEPTED, reason);
        var status = new CertificateFilterStatus(
                generation, conditions.list(), Documentation.of(conditions.list()), null, null);
        return Report.of(status, conditions, ConditionTypes.ACCEPTED);
    }

    /**
     * The status of a filter whose reconciliation failed. It keeps the last verdict and its observed generation.
     *
     * @param what failed, as part of a sentence
     */
    public static Report<CertificateFilterStatus> failed(CertificateFilter filter, String what, Instant now) {
        CertificateFilterStatus before = filter.getStatus();
        Conditions conditions = new Conditions(
                before == null ? null : before.conditions(),
                filter.getMetadata().getGeneration(),
                now);
        conditions.setFailed(what);
        conditions.keepAllBut(List.of(ConditionTypes.READY));
        String documentation = Documentation.of(conditions.list());
        var status = before == null
                ? new CertificateFilterStatus(null, conditions.list(), documentation, null, null)
                : new CertificateFilterStatus(
                        before.observedGeneration(),
                        conditions.list(),
                        documentation,
                        before.violations(),
                        before.matchedClients());
        return Report.of(status, conditions, ConditionTypes.READY);
    }

    private static String sentence(Violation first, List<Violation> errors) {
        return ViolationReport.sentence(first, errors.size() - 1, "see violations");
    }

    private static String accepted(CertificateFilter filter, MatchedClients matched, int warnings) {
        String valid = warnings == 0
                ? "The filter is valid and applies"
                : "The filter is valid, with " + count(warnings, "warning") + " (see violations), and applies";
        return valid + " to NamespaceCertificateBundle \""
                + filter.getSpec().bundleRef().name() + "\"."
                + (matchesNobody(matched)
                        ? " It matches none of the known clients. Compare its fields with status.clients of the bundle."
                        : "");
    }

    private static String notStalled(MatchedClients matched, int warnings) {
        if (warnings > 0) {
            return "Not stalled: the filter is accepted. See violations.";
        }
        return matchesNobody(matched)
                ? "Not stalled: the filter is accepted. See the condition Accepted."
                : Conditions.NO_ACTION;
    }

    private static boolean matchesNobody(MatchedClients matched) {
        return matched != null && matched.count() == 0;
    }
}
