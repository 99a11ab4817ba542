package dev.namespacecerts.bundle;

import static dev.namespacecerts.report.Wording.count;

import dev.namespacecerts.api.v1alpha1.FilterPolicy;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.filter.FilterVerdicts;
import dev.namespacecerts.report.ConditionTypes;
import dev.namespacecerts.report.Conditions;
import dev.namespacecerts.report.ViolationReport;
import dev.namespacecerts.rules.BundleVerdict;
import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;
import java.time.Instant;
import java.util.List;

/** The conditions of a bundle, from its verdict. */
final class BundleConditions {
    private BundleConditions() {}

    /** One reason why a bundle is not ready. */
    private record Obstacle(String reason, String message, boolean stalled) {}

    static void set(
            Conditions conditions,
            NamespaceCertificateBundle bundle,
            BundleVerdict verdict,
            FilterVerdicts filters,
            Claim claim,
            Instant now) {
        List<Violation> errors =
                verdict.violations().stream().filter(Violation::isError).toList();
        Obstacle obstacle = errors.isEmpty() ? null : invalid(errors);
        setValid(conditions, verdict, errors, obstacle);
        if (obstacle == null) {
            obstacle = filterObstacle(bundle, filters);
        }
        if (claim.applies()) {
            setClaimed(conditions, bundle, claim);
            if (obstacle == null && claim.lost()) {
                obstacle = new Obstacle("ClaimedByAnother", claimMessage(bundle, claim), true);
            }
        }
        setReady(conditions, verdict, filters, obstacle);
        setExpiring(conditions, bundle, verdict, now);
    }

    private static void setValid(
            Conditions conditions, BundleVerdict verdict, List<Violation> errors, Obstacle obstacle) {
        if (obstacle != null) {
            conditions.set(ConditionTypes.VALID, false, obstacle.reason(), obstacle.message());
            return;
        }
        int warnings = verdict.violationCount() - errors.size();
        conditions.set(
                ConditionTypes.VALID,
                true,
                "Valid",
                count(verdict.usage().certificates(), "certificate") + " keep every rule"
                        + (warnings == 0 ? "." : ", with " + count(warnings, "warning") + ": see violations."));
    }

    private static Obstacle invalid(List<Violation> errors) {
        boolean missing = errors.stream().anyMatch(e -> e.rule() == Rule.CA_14);
        // Someone else may yet create a source; anything else mends only by the author's hand.
        boolean onlyMissing = errors.stream().allMatch(e -> e.rule() == Rule.CA_14);
        Violation first = errors.stream()
                .filter(e -> !missing || e.rule() == Rule.CA_14)
                .findFirst()
                .orElseThrow();
        String others = errors.size() == 1 ? "" : " And " + count(errors.size() - 1, "more Error") + ": see violations.";
        return new Obstacle(
                missing ? "SourceNotFound" : "Invalid", ViolationReport.sentence(first) + others, !onlyMissing);
    }

    private static Obstacle filterObstacle(NamespaceCertificateBundle bundle, FilterVerdicts filters) {
        if (!filters.rejected().isEmpty()) {
            FilterVerdicts.Rejected first = filters.rejected().get(0);
            int others = filters.rejected().size() - 1;
            return new Obstacle(
                    "FilterRejected",
                    "CertificateFilter \"" + first.name() + "\" is rejected"
                            + (others == 0 ? "" : ", and " + count(others, "other") + " too") + ": "
                            + ViolationReport.sentence(first.first()),
                    true);
        }
        if (bundle.getSpec().filterPolicy() == FilterPolicy.Required && filters.accepted() == 0) {
            return new Obstacle(
                    "FilterRequired",
                    "spec.filterPolicy is Required and no CertificateFilter names this bundle, so no client certificate is"
                            + " let in. Create a CertificateFilter whose spec.bundleRef.name is \""
                            + bundle.getMetadata().getName() + "\".",
                    true);
        }
        return null;
    }

    private static void setClaimed(Conditions conditions, NamespaceCertificateBundle bundle, Claim claim) {
        if (claim.won()) {
            conditions.set(
                    ConditionTypes.CLAIMED,
                    true,
                    "Claimed",
                    "This is the oldest bundle for Temporal Namespace \"" + claim.temporalNamespace() + "\".");
        } else {
            conditions.set(ConditionTypes.CLAIMED, false, "ClaimedByAnother", claimMessage(bundle, claim));
        }
    }

    private static String claimMessage(NamespaceCertificateBundle bundle, Claim claim) {
        String winner = claim.winnerMayBeNamedTo(bundle)
                ? "NamespaceCertificateBundle \"" + claim.winner().getMetadata().getName() + "\""
                : "a bundle in another Kubernetes namespace";
        return "Temporal Namespace \"" + claim.temporalNamespace() + "\" belongs to " + winner
                + ", which is older. Delete one of the two.";
    }

    private static void setReady(
            Conditions conditions, BundleVerdict verdict, FilterVerdicts filters, Obstacle obstacle) {
        if (obstacle == null) {
            conditions.set(
                    ConditionTypes.READY,
                    true,
                    "Ready",
                    count(verdict.usage().certificates(), "certificate") + " and "
                            + count(filters.accepted(), "filter") + " will be taken by Temporal Cloud.");
        } else {
            conditions.set(ConditionTypes.READY, false, obstacle.reason(), obstacle.message());
        }
        boolean stalled = obstacle != null && obstacle.stalled();
        conditions.set(
                ConditionTypes.STALLED,
                stalled,
                stalled ? obstacle.reason() : "NotStalled",
                stalled ? "Only a change by a user helps: see Ready." : "Nothing waits for a user.");
    }

    private static void setExpiring(
            Conditions conditions, NamespaceCertificateBundle bundle, BundleVerdict verdict, Instant now) {
        if (verdict.earliestExpiry().isEmpty()) {
            conditions.set(ConditionTypes.EXPIRING, false, "NoCertificates", "There is no certificate that could end.");
            return;
        }
        Instant end = verdict.earliestExpiry().get();
        if (now.isAfter(end)) {
            conditions.set(
                    ConditionTypes.EXPIRING,
                    true,
                    "Expired",
                    "The first certificate ended at " + end + ": remove or replace it.");
        } else if (!end.isAfter(now.plus(BundleInputs.expiryWarning(bundle)))) {
            conditions.set(
                    ConditionTypes.EXPIRING,
                    true,
                    "Expiring",
                    "The first certificate ends at " + end + ", within the warning time of "
                            + bundle.getSpec().expiryWarning() + ": add its successor now.");
        } else {
            conditions.set(
                    ConditionTypes.EXPIRING,
                    false,
                    "NotExpiring",
                    "The first certificate ends at " + end + ", which is beyond the warning time of "
                            + bundle.getSpec().expiryWarning() + ".");
        }
    }
}
