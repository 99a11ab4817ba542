package dev.namespacecerts.bundle;

import static dev.namespacecerts.report.Wording.count;

import dev.namespacecerts.api.v1alpha1.FilterPolicy;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.filter.FilterVerdicts;
import dev.namespacecerts.issue.DemoOutcome;
import dev.namespacecerts.publish.Publication;
import dev.namespacecerts.report.ConditionTypes;
import dev.namespacecerts.report.Conditions;
import dev.namespacecerts.report.ViolationReport;
import dev.namespacecerts.rules.BundleSource;
import dev.namespacecerts.rules.BundleVerdict;
import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.rules.leaf.LeafVerdict;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The conditions of a bundle, from its verdict. */
final class BundleConditions {
    private BundleConditions() {}

    /** One reason why a bundle is not ready. */
    private record Obstacle(String reason, String message, boolean stalled) {}

    static void set(Conditions conditions, NamespaceCertificateBundle bundle, Outcome outcome, Instant now) {
        BundleVerdict verdict = outcome.judgement().verdict();
        Claim claim = outcome.claim();
        List<Violation> errors =
                verdict.folded().stream().filter(Violation::isError).toList();
        Optional<Obstacle> invalid = errors.isEmpty() ? Optional.empty() : Optional.of(invalid(errors));
        List<Obstacle> obstacles = obstacles(bundle, outcome, invalid, waitsForDemoAlone(errors));
        setReady(conditions, verdict, outcome.filters(), obstacles);
        setValid(conditions, verdict, errors, invalid);
        setStalled(conditions, obstacles);
        setExpiring(conditions, bundle, verdict, now);
        if (claim.applies()) {
            setClaimed(conditions, bundle, claim);
        }
        outcome.issued().ifPresent(issued -> setDemoIssued(conditions, issued));
        outcome.publication().ifPresent(publication -> setPublished(conditions, outcome.judgement(), publication));
        if (!bundle.getSpec().clients().isEmpty()) {
            setClientsAccepted(conditions, outcome.judgement().clients());
        }
    }

    private static void setPublished(Conditions conditions, Judgement judgement, Publication publication) {
        boolean settling =
                publication.done() && !judgement.succession().leaving().isEmpty();
        conditions.set(
                ConditionTypes.PUBLISHED,
                publication.done(),
                settling ? "Settling" : publication.reason(),
                publication.message() + Rotation.message(judgement, publication.done()));
    }

    /** All that is in the way, the first of which is told; clients never count: an old Secret must not break a deployment. */
    private static List<Obstacle> obstacles(
            NamespaceCertificateBundle bundle, Outcome outcome, Optional<Obstacle> invalid, boolean demoFirst) {
        Optional<Obstacle> demo = outcome.issued().flatMap(BundleConditions::demoObstacle);
        return Stream.of(
                        demoFirst ? demo : Optional.<Obstacle>empty(),
                        invalid,
                        filterObstacle(bundle, outcome.filters()),
                        claimObstacle(bundle, outcome.claim()),
                        demo,
                        publishObstacle(outcome.publication()))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Whether nothing is wrong but that there is no demo authority, of which its own obstacle says more. */
    private static boolean waitsForDemoAlone(List<Violation> errors) {
        return !errors.isEmpty() && errors.stream().allMatch(e -> BundleSource.DEMO.equals(e.source()) && e.passing());
    }

    private static void setClientsAccepted(Conditions conditions, List<LeafVerdict> clients) {
        List<LeafVerdict> rejected =
                clients.stream().filter(client -> !client.accepted()).toList();
        if (!rejected.isEmpty()) {
            LeafVerdict first = rejected.get(0);
            String others =
                    rejected.size() == 1 ? "" : " And " + count(rejected.size() - 1, "more client") + ": see clients.";
            conditions.set(
                    ConditionTypes.CLIENTS_ACCEPTED,
                    false,
                    "ClientRejected",
                    "Secret \"" + first.name() + "\": "
                            + ViolationReport.sentence(first.violations().get(0)) + others);
        } else if (clients.isEmpty()) {
            conditions.set(
                    ConditionTypes.CLIENTS_ACCEPTED,
                    true,
                    "NoClients",
                    "spec.clients selects no Secret that may be read.");
        } else {
            conditions.set(
                    ConditionTypes.CLIENTS_ACCEPTED,
                    true,
                    "Accepted",
                    "The CAs and filters of this bundle let in " + count(clients.size(), "client") + ".");
        }
    }

    private static void setValid(
            Conditions conditions, BundleVerdict verdict, List<Violation> errors, Optional<Obstacle> invalid) {
        if (invalid.isPresent()) {
            conditions.set(
                    ConditionTypes.VALID,
                    false,
                    invalid.get().reason(),
                    invalid.get().message());
            return;
        }
        int warnings = verdict.foldedCount() - errors.size();
        conditions.set(
                ConditionTypes.VALID,
                true,
                "Valid",
                "Every rule is kept by " + count(verdict.usage().certificates(), "certificate")
                        + (warnings == 0 ? "." : ", with " + count(warnings, "warning") + ": see violations."));
    }

    /** A disclosed key goes before a missing source: it is to be replaced now, whatever else may come. */
    private static Obstacle invalid(List<Violation> errors) {
        boolean missing = errors.stream().anyMatch(e -> e.rule() == Rule.CA_14)
                && errors.stream().noneMatch(Violation::disclosed);
        boolean stalled = !errors.stream().allMatch(Violation::passing);
        Violation first = errors.stream()
                .filter(e -> !missing || e.rule() == Rule.CA_14)
                .min(Comparator.comparing(Violation::disclosed, Comparator.reverseOrder()))
                .orElseThrow();
        String others =
                errors.size() == 1 ? "" : " And " + count(errors.size() - 1, "more Error") + ": see violations.";
        return new Obstacle(missing ? "SourceNotFound" : "Invalid", ViolationReport.sentence(first) + others, stalled);
    }

    private static Optional<Obstacle> filterObstacle(NamespaceCertificateBundle bundle, FilterVerdicts filters) {
        if (!filters.rejected().isEmpty()) {
            FilterVerdicts.Rejected first = filters.rejected().get(0);
            int others = filters.rejected().size() - 1;
            return Optional.of(new Obstacle(
                    "FilterRejected",
                    "CertificateFilter \"" + first.name() + "\" is rejected"
                            + (others == 0 ? "" : ", and " + count(others, "other") + " too") + ": "
                            + ViolationReport.sentence(first.first()),
                    true));
        }
        if (bundle.getSpec().filterPolicy() == FilterPolicy.Required && filters.accepted() == 0) {
            return Optional.of(new Obstacle(
                    "FilterRequired",
                    "spec.filterPolicy is Required and no CertificateFilter names this bundle, so no client"
                            + " certificate is let in. Create a CertificateFilter whose spec.bundleRef.name is \""
                            + bundle.getMetadata().getName() + "\".",
                    false)); // the filter may be on its way
        }
        return Optional.empty();
    }

    private static Optional<Obstacle> claimObstacle(NamespaceCertificateBundle bundle, Claim claim) {
        return claim.lost()
                ? Optional.of(new Obstacle(claimReason(claim), claimMessage(bundle, claim), true))
                : Optional.empty();
    }

    private static Optional<Obstacle> publishObstacle(Optional<Publication> publication) {
        return publication
                .filter(p -> !p.done())
                .map(p -> new Obstacle("NotPublished", p.reason() + ": " + p.message(), p.stalled()));
    }

    private static Optional<Obstacle> demoObstacle(DemoOutcome issued) {
        if (issued.obstacle().isPresent()) {
            return issued.obstacle().map(why -> new Obstacle("NotIssued", why.message(), true));
        }
        if (!issued.violations().isEmpty()) {
            return Optional.of(new Obstacle("NotIssued", notIssued(issued), true));
        }
        return issued.pending() > 0 ? Optional.of(new Obstacle("Issuing", issuing(issued), false)) : Optional.empty();
    }

    private static void setDemoIssued(Conditions conditions, DemoOutcome issued) {
        if (issued.obstacle().isPresent()) {
            DemoOutcome.Obstacle why = issued.obstacle().get();
            conditions.set(ConditionTypes.DEMO_ISSUED, false, why.reason(), why.message());
        } else if (!issued.violations().isEmpty()) {
            conditions.set(ConditionTypes.DEMO_ISSUED, false, "SecretNotOwned", notIssued(issued));
        } else if (issued.pending() > 0) {
            conditions.set(ConditionTypes.DEMO_ISSUED, false, "Issuing", issuing(issued));
        } else {
            int leaves = issued.status().leaves() == null
                    ? 0
                    : issued.status().leaves().size();
            conditions.set(
                    ConditionTypes.DEMO_ISSUED,
                    true,
                    issued.settled().isPresent() ? "Settling" : "Issued",
                    "NOT FOR PRODUCTION: a demo authority and " + count(leaves, "leaf", "leaves") + " are there."
                            + issued.settled()
                                    .map(at -> " Leaves of the previous demo root are replaced at " + at
                                            + ", so that servers load the new root first.")
                                    .orElse(""));
        }
    }

    private static String notIssued(DemoOutcome issued) {
        int others = issued.violations().size() - 1;
        return ViolationReport.sentence(issued.violations().get(0))
                + (others == 0 ? "" : " And " + count(others, "more") + ": see violations.");
    }

    private static String issuing(DemoOutcome issued) {
        return count(issued.pending(), "demo certificate") + " still to be issued.";
    }

    private static void setClaimed(Conditions conditions, NamespaceCertificateBundle bundle, Claim claim) {
        if (claim.won()) {
            conditions.set(
                    ConditionTypes.CLAIMED,
                    true,
                    "Claimed",
                    "This is the oldest bundle for Temporal Namespace \"" + claim.temporalNamespace() + "\".");
        } else {
            conditions.set(ConditionTypes.CLAIMED, false, claimReason(claim), claimMessage(bundle, claim));
        }
    }

    private static String claimReason(Claim claim) {
        return claim.allowed() ? "ClaimedByAnother" : "NotAllowed";
    }

    private static String claimMessage(NamespaceCertificateBundle bundle, Claim claim) {
        if (!claim.allowed()) {
            return "The operator's configuration does not allow bundles of Kubernetes namespace \""
                    + bundle.getMetadata().getNamespace() + "\" to claim Temporal Namespace \""
                    + claim.temporalNamespace()
                    + "\". Have it added to temporalNamespaces, or name another one.";
        }
        String winner = claim.winnerMayBeNamedTo(bundle)
                ? "NamespaceCertificateBundle \"" + claim.winner().getMetadata().getName() + "\""
                : "a bundle in another Kubernetes namespace";
        return "Temporal Namespace \"" + claim.temporalNamespace() + "\" belongs to " + winner
                + ", which is older. Delete one of the two.";
    }

    private static void setReady(
            Conditions conditions, BundleVerdict verdict, FilterVerdicts filters, List<Obstacle> obstacles) {
        if (!obstacles.isEmpty()) {
            Obstacle first = obstacles.get(0);
            conditions.set(ConditionTypes.READY, false, first.reason(), first.message());
        } else {
            conditions.set(
                    ConditionTypes.READY,
                    true,
                    "Ready",
                    "Temporal Cloud will take " + count(verdict.usage().certificates(), "certificate") + " and "
                            + count(filters.accepted(), "filter") + ".");
        }
    }

    /** One obstacle that only a user can clear is enough, whatever else may still come by itself. */
    private static void setStalled(Conditions conditions, List<Obstacle> obstacles) {
        Optional<Obstacle> stalling =
                obstacles.stream().filter(Obstacle::stalled).findFirst();
        conditions.set(
                ConditionTypes.STALLED,
                stalling.isPresent(),
                stalling.map(Obstacle::reason).orElse("NotStalled"),
                // Whole, because kstatus shows this message and no other.
                stalling.map(Obstacle::message).orElse("Nothing waits for a user."));
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
