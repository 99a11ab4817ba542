package dev.namespacecerts.cli.cluster;

import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.ClientStatus;
import dev.namespacecerts.api.v1alpha1.ClientSummary;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundleStatus;
import dev.namespacecerts.api.v1alpha1.RuleViolation;
import dev.namespacecerts.api.v1alpha1.RuleViolation.Severity;
import dev.namespacecerts.evaluate.ConditionTypes;
import dev.namespacecerts.rules.Wording;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A bundle and its filters as the operator reported them. Everything is from their statuses.
 *
 * @param filters those that name the bundle
 * @param now for the days left
 */
public record BundleView(NamespaceCertificateBundle bundle, List<CertificateFilter> filters, Instant now) {
    private static final NamespaceCertificateBundleStatus NONE = NamespaceCertificateBundleStatus.only(null, List.of());
    private static final String TRUE = "True";

    /** A violation, and the filter that has it; empty for one of the bundle. */
    record Reported(Optional<String> filter, RuleViolation violation) {
        boolean isError() {
            return violation.severity() == Severity.Error;
        }
    }

    /** The view of a bundle. */
    public static BundleView of(NamespaceCertificateBundle bundle, List<CertificateFilter> all, Instant now) {
        return new BundleView(
                bundle,
                all.stream()
                        .filter(filter -> Objects.equals(
                                        filter.getMetadata().getNamespace(),
                                        bundle.getMetadata().getNamespace())
                                && bundle.getMetadata()
                                        .getName()
                                        .equals(filter.getSpec().bundleRef().name()))
                        .toList(),
                now);
    }

    String name() {
        return bundle.getMetadata().getName();
    }

    String namespace() {
        return Objects.requireNonNullElse(bundle.getMetadata().getNamespace(), "default");
    }

    NamespaceCertificateBundleStatus status() {
        return Objects.requireNonNullElse(bundle.getStatus(), NONE);
    }

    Optional<Condition> condition(String type) {
        return Optional.ofNullable(status().conditions()).orElse(List.of()).stream()
                .filter(condition -> type.equals(condition.getType()))
                .findFirst();
    }

    private boolean isTrue(String type) {
        return condition(type)
                .filter(condition -> TRUE.equals(condition.getStatus()))
                .isPresent();
    }

    /** Whether the operator has reconciled the spec at all. */
    public boolean reconciled() {
        return status().observedGeneration() != null && status().observedGeneration() >= 0;
    }

    /** Whether the status is about the newest spec. */
    boolean current() {
        Long generation = bundle.getMetadata().getGeneration();
        return reconciled() && (generation == null || status().observedGeneration() >= generation);
    }

    /** Whether the newest spec is Ready. */
    public boolean ready() {
        return current() && isTrue(ConditionTypes.READY);
    }

    /** Whether a known client is rejected. */
    public boolean rejectsClients() {
        return clientSummary().rejected() > 0;
    }

    String verdict() {
        if (!reconciled()) {
            return "Not reconciled";
        }
        String ready = isTrue(ConditionTypes.READY)
                ? "Ready"
                : "Not ready, "
                        + condition(ConditionTypes.READY)
                                .map(Condition::getReason)
                                .orElse("without a reason");
        return current() ? ready : ready + ", but not yet for the newest spec";
    }

    /** Those of the bundle, then those of its filters; Errors first. */
    List<Reported> violations() {
        List<Reported> all = new ArrayList<>();
        of(status().violations()).forEach(violation -> all.add(new Reported(Optional.empty(), violation)));
        for (CertificateFilter filter : filters) {
            if (filter.getStatus() != null) {
                of(filter.getStatus().violations())
                        .forEach(violation -> all.add(
                                new Reported(Optional.of(filter.getMetadata().getName()), violation)));
            }
        }
        all.sort(Comparator.comparing(reported -> !reported.isError()));
        return all;
    }

    /** Violations of the bundle that its status does not list. */
    int unlisted() {
        Integer count = status().violationCount();
        return count == null ? 0 : Math.max(0, count - of(status().violations()).size());
    }

    List<ClientStatus> clients() {
        return of(status().clients());
    }

    ClientSummary clientSummary() {
        ClientSummary summary = status().clientSummary();
        return summary == null ? new ClientSummary(0, 0, 0) : summary;
    }

    /** What the user should do next. */
    String nextStep() {
        if (!reconciled()) {
            return "Check that the operator runs and watches namespace " + namespace() + ".";
        }
        if (!current()) {
            return "Wait until the operator has reconciled the newest spec.";
        }
        Optional<String> error = remedy(true);
        if (error.isPresent()) {
            return error.get();
        }
        if (!ready()) {
            return isTrue(ConditionTypes.STALLED)
                    ? "Change what the message above names. The operator does not try again by itself."
                    : "Wait: the operator tries again by itself.";
        }
        if (rejectsClients()) {
            return "See why " + Wording.count(clientSummary().rejected(), "client is", "clients are")
                    + " rejected: ncb clients " + name() + " -n " + namespace();
        }
        return condition(ConditionTypes.EXPIRING)
                .filter(condition -> TRUE.equals(condition.getStatus()))
                .map(Condition::getMessage)
                .or(() -> remedy(false))
                .orElse("No user action is needed.");
    }

    private Optional<String> remedy(boolean ofErrors) {
        return violations().stream()
                .filter(reported -> reported.isError() == ofErrors)
                .map(reported -> reported.violation().rule() + ": "
                        + Objects.requireNonNullElse(
                                reported.violation().remedy(),
                                reported.violation().message()))
                .findFirst();
    }

    /** Whole days until a time, negative after it; empty if it is not known. */
    OptionalLong daysLeft(String time) {
        try {
            return time == null
                    ? OptionalLong.empty()
                    : OptionalLong.of(Math.floorDiv(
                            Duration.between(now, Instant.parse(time)).toSeconds(),
                            Duration.ofDays(1).toSeconds()));
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }

    static <T> List<T> of(List<T> list) {
        return list == null ? List.of() : list;
    }
}
