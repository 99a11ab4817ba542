package dev.namespacecerts.evaluate;

import static dev.namespacecerts.rules.Wording.count;

import dev.namespacecerts.api.v1alpha1.FilterPolicy;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.RotationStatus;
import dev.namespacecerts.rules.BundleSource;
import dev.namespacecerts.rules.BundleVerdict;
import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.rules.leaf.LeafVerdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Derives the conditions of a bundle from its verdict. */
final class BundleConditions {
    /**
     * Order in which Errors are reported: a disclosed key first, because it must be replaced at once; then a missing
     * source.
     */
    private static final Comparator<Violation> REPORTED_FIRST = Comparator.comparing(
                    Violation::disclosed, Comparator.reverseOrder())
            .thenComparing(error -> error.rule() != Rule.CA_14);

    private BundleConditions() {}

    /** @param rotation the rotation part of the status; null if there is none */
    static void set(Conditions conditions, Outcome outcome, RotationStatus rotation, Instant now) {
        NamespaceCertificateBundle bundle = outcome.objects().bundle();
        BundleVerdict verdict = outcome.judgement().verdict();
        Claim claim = outcome.objects().claim();
        List<Violation> errors =
                verdict.folded().stream().filter(Violation::isError).toList();
        List<Obstacle> invalid = invalid(errors);
        List<Obstacle> obstacles = obstacles(outcome, invalid, waitsForDemo(errors));
        setReady(conditions, outcome.judgement(), obstacles);
        setValid(conditions, outcome.judgement(), errors, invalid);
        setStalled(conditions, outcome, obstacles);
        ExpiringCondition.set(conditions, bundle, verdict, now);
        if (claim.applies()) {
            ClaimedCondition.set(conditions, bundle, claim);
        }
        outcome.steps().forEach(step -> conditions.set(step.condition(), step.done(), step.reason(), step.message()));
        if (bundle.getSpec().publish() != null) {
            RotatingCondition.set(conditions, rotation);
        }
        if (!bundle.getSpec().clients().isEmpty()) {
            setClientsAccepted(conditions, outcome.judgement());
        }
    }

    /**
     * Why the bundle is not ready, the reported reason first. Clients do not count: an old Secret must not block a
     * deployment.
     */
    private static List<Obstacle> obstacles(Outcome outcome, List<Obstacle> invalid, boolean demoFirst) {
        NamespaceCertificateBundle bundle = outcome.objects().bundle();
        List<Obstacle> obstacles = new ArrayList<>();
        if (demoFirst) {
            outcome.demo().flatMap(step -> step.result().obstacle()).ifPresent(obstacles::add);
        }
        obstacles.addAll(invalid);
        filterObstacle(bundle, outcome.judgement().filters()).ifPresent(obstacles::add);
        ClaimedCondition.obstacle(bundle, outcome.objects().claim()).ifPresent(obstacles::add);
        outcome.steps().forEach(step -> step.obstacle().ifPresent(obstacles::add));
        return obstacles;
    }

    /** Whether the missing demo authority is the only Error. The step that issues it then has the better message. */
    private static boolean waitsForDemo(List<Violation> errors) {
        return !errors.isEmpty()
                && errors.stream().allMatch(e -> BundleSource.DEMO.equals(e.source()) && e.selfResolving());
    }

    private static void setClientsAccepted(Conditions conditions, Judgement judgement) {
        List<LeafVerdict> clients = judgement.clients();
        List<LeafVerdict> rejected =
                clients.stream().filter(client -> !client.accepted()).toList();
        if (!rejected.isEmpty()) {
            LeafVerdict first = rejected.get(0);
            int moreErrors =
                    (int) first.violations().stream().filter(Violation::isError).count() - 1;
            String others = Stream.of(more(moreErrors, "more Error"), more(rejected.size() - 1, "more client"))
                    .flatMap(Optional::stream)
                    .collect(Collectors.joining(" and "));
            conditions.set(
                    ConditionTypes.CLIENTS_ACCEPTED,
                    false,
                    "ClientRejected",
                    "Secret \"" + first.name() + "\": "
                            + ViolationReport.sentence(first.violations().get(0))
                            + (others.isEmpty() ? "" : " And " + others + ": see clients."));
        } else if (clients.isEmpty()) {
            conditions.set(
                    ConditionTypes.CLIENTS_ACCEPTED, true, "NoClients", "spec.clients selects no readable Secret.");
        } else {
            conditions.set(
                    ConditionTypes.CLIENTS_ACCEPTED,
                    true,
                    "Accepted",
                    count(clients.size(), "client") + " accepted by the CAs "
                            + (judgement.filters().total() == 0 ? "" : "and filters ") + "of this bundle.");
        }
    }

    private static Optional<String> more(int number, String noun) {
        return number == 0 ? Optional.empty() : Optional.of(count(number, noun));
    }

    private static void setValid(
            Conditions conditions, Judgement judgement, List<Violation> errors, List<Obstacle> invalid) {
        if (!invalid.isEmpty()) {
            conditions.set(
                    ConditionTypes.VALID,
                    false,
                    invalid.get(0).reason(),
                    count(errors.size(), "Error") + " ("
                            + errors.stream()
                                    .map(error -> error.rule().id())
                                    .distinct()
                                    .collect(Collectors.joining(", "))
                            + "): see violations.");
            return;
        }
        BundleVerdict verdict = judgement.verdict();
        int warnings = verdict.foldedCount() - errors.size();
        int kept = judgement.retained().size();
        conditions.set(
                ConditionTypes.VALID,
                true,
                "Valid",
                count(verdict.usage().certificates(), "certificate") + " passed validation"
                        + (warnings == 0 ? "." : ", with " + count(warnings, "warning") + ": see violations.")
                        + (kept == 0
                                ? ""
                                : " " + count(kept, "of them is", "of them are")
                                        + " not in the spec any more, but kept for clients."));
    }

    /**
     * The Error that Ready and Valid report. If it may resolve without a change of the spec, also the first Error that
     * requires user action, which Stalled reports.
     */
    private static List<Obstacle> invalid(List<Violation> errors) {
        Optional<Violation> first = errors.stream().min(REPORTED_FIRST);
        Optional<Violation> stalling = errors.stream()
                .filter(error -> !error.selfResolving())
                .min(REPORTED_FIRST)
                .filter(error -> !first.get().equals(error));
        return Stream.of(first, stalling)
                .flatMap(Optional::stream)
                .map(error -> invalid(error, errors.size() - 1))
                .toList();
    }

    private static Obstacle invalid(Violation error, int others) {
        return new Obstacle(
                error.rule() == Rule.CA_14 ? "SourceNotFound" : "Invalid",
                ViolationReport.sentence(error, others, "see violations"),
                ViolationReport.summary(error, others, "see violations"),
                !error.selfResolving());
    }

    private static Optional<Obstacle> filterObstacle(NamespaceCertificateBundle bundle, FilterVerdicts filters) {
        if (!filters.rejected().isEmpty()) {
            FilterVerdicts.Rejected first = filters.rejected().get(0);
            int others = filters.rejected().size() - 1;
            return Optional.of(new Obstacle(
                    "FilterRejected",
                    "CertificateFilter \"" + first.name() + "\" is rejected"
                            + (others == 0 ? "" : ", and " + count(others, "other") + " too") + ": "
                            + first.message(),
                    true));
        }
        if (bundle.getSpec().filterPolicy() == FilterPolicy.Required && filters.accepted() == 0) {
            return Optional.of(new Obstacle(
                    "FilterRequired",
                    "spec.filterPolicy is Required and no CertificateFilter refers to this bundle, so no client"
                            + " is accepted. Create a CertificateFilter whose spec.bundleRef.name is \""
                            + bundle.getMetadata().getName() + "\".",
                    false)); // the filter may be applied later
        }
        return Optional.empty();
    }

    private static void setReady(Conditions conditions, Judgement judgement, List<Obstacle> obstacles) {
        if (!obstacles.isEmpty()) {
            Obstacle first = obstacles.get(0);
            conditions.set(ConditionTypes.READY, false, first.reason(), first.message());
        } else {
            conditions.set(ConditionTypes.READY, true, "Ready", ready(judgement));
        }
    }

    private static String ready(Judgement judgement) {
        int number = judgement.verdict().usage().certificates();
        String certificates = count(number, "certificate");
        int filters = judgement.filters().accepted();
        return filters == 0
                ? certificates + (number == 1 ? " meets" : " meet") + " Temporal Cloud's requirements. No"
                        + " CertificateFilter refers to this bundle, so clients of its CAs are accepted whatever their names are."
                : certificates + " and " + count(filters, "filter") + " meet Temporal Cloud's requirements.";
    }

    /** Sets Stalled. One obstacle that requires user action suffices, even if others may resolve without it. */
    private static void setStalled(Conditions conditions, Outcome outcome, List<Obstacle> obstacles) {
        Optional<Obstacle> stalling =
                obstacles.stream().filter(Obstacle::stalled).findFirst();
        conditions.set(
                ConditionTypes.STALLED,
                stalling.isPresent(),
                stalling.map(Obstacle::reason).orElse("NotStalled"),
                // With what is wrong, because kstatus shows no other message.
                stalling.map(Obstacle::summary)
                        .orElseGet(() -> obstacles.isEmpty() ? notStalled(outcome) : Conditions.MAY_RESOLVE));
    }

    /** What is left to do for a bundle that is ready. */
    private static String notStalled(Outcome outcome) {
        List<LeafVerdict> clients = outcome.judgement().clients();
        int warnings = outcome.violationCount();
        int rejected =
                (int) clients.stream().filter(client -> !client.accepted()).count();
        boolean clientWarnings = clients.stream()
                .anyMatch(client -> client.accepted() && !client.violations().isEmpty());
        if (warnings == 0 && rejected == 0 && !clientWarnings) {
            return Conditions.NO_ACTION;
        }
        return "Not stalled: the bundle is ready."
                + (warnings == 0 ? "" : " " + count(warnings, "warning") + ": see violations.")
                + (rejected == 0
                        ? ""
                        : " " + count(rejected, "client is", "clients are") + " rejected: see ClientsAccepted.")
                + (clientWarnings ? " Clients have warnings: see status.clients." : "");
    }
}
