package dev.namespacecerts.bundle;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundleStatus;
import dev.namespacecerts.evaluate.ConditionTypes;
import dev.namespacecerts.evaluate.Conditions;
import dev.namespacecerts.evaluate.Outcome;
import dev.namespacecerts.metrics.BundleFacts;
import dev.namespacecerts.metrics.BundleFacts.Breach;
import dev.namespacecerts.metrics.BundleFacts.Expiry;
import dev.namespacecerts.metrics.BundleFacts.Kind;
import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Severity;
import dev.namespacecerts.rules.Violation;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Computes the metrics of a bundle. */
final class BundleMetricsReport {
    private static final int NAME_LENGTH = 32;

    private BundleMetricsReport() {}

    static BundleFacts of(Outcome outcome, boolean ready) {
        NamespaceCertificateBundle bundle = outcome.objects().bundle();
        Map<Breach, Integer> violations = new HashMap<>();
        Stream.concat(
                        outcome.violations().stream(),
                        outcome.judgement().clients().stream().flatMap(client -> client.violations().stream()))
                .forEach(violation -> violations.merge(breach(violation), 1, Integer::sum));
        return new BundleFacts(
                bundle.getMetadata().getNamespace(),
                bundle.getMetadata().getName(),
                outcome.judgement().verdict().valid(),
                ready,
                violations,
                expiries(outcome));
    }

    static BundleFacts unreadable(NamespaceCertificateBundle bundle) {
        return new BundleFacts(
                bundle.getMetadata().getNamespace(), bundle.getMetadata().getName(), false, false, Map.of(), List.of());
    }

    /** The metrics that can be read from the status of a bundle; empty if it was never evaluated. */
    static Optional<BundleFacts> ofStatus(NamespaceCertificateBundle bundle) {
        NamespaceCertificateBundleStatus status = bundle.getStatus();
        Optional<Condition> valid =
                status == null ? Optional.empty() : Conditions.find(status.conditions(), ConditionTypes.VALID);
        return valid.map(condition -> new BundleFacts(
                bundle.getMetadata().getNamespace(),
                bundle.getMetadata().getName(),
                condition.getStatus().equals("True"),
                false,
                violations(status),
                expiries(status)));
    }

    private static Map<Breach, Integer> violations(NamespaceCertificateBundleStatus status) {
        Map<Breach, Integer> violations = new HashMap<>();
        Stream.concat(stream(status.violations()), stream(status.clients()).flatMap(c -> stream(c.violations())))
                .filter(violation -> violation.rule() != null && violation.severity() != null)
                .forEach(violation -> Rule.of(violation.rule())
                        .map(rule -> new Breach(
                                rule, Severity.valueOf(violation.severity().name())))
                        .ifPresent(breach -> violations.merge(breach, 1, Integer::sum)));
        return violations;
    }

    private static List<Expiry> expiries(NamespaceCertificateBundleStatus status) {
        Stream<Expiry> authorities = stream(status.certificates())
                .filter(ca -> ca.fingerprint() != null && ca.fingerprint().length() >= NAME_LENGTH)
                .flatMap(ca -> instant(ca.notAfter()).map(end -> expiry(ca.fingerprint(), end)).stream());
        Stream<Expiry> clients = stream(status.clients())
                .flatMap(client ->
                        instant(client.notAfter())
                                .map(end -> new Expiry(Kind.Client, client.secretName(), end))
                                .stream());
        return Stream.concat(authorities, clients).toList();
    }

    /** Parses a time; empty if the status has none, or if another writer wrote an invalid value. */
    private static Optional<Instant> instant(String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static <T> Stream<T> stream(List<T> list) {
        return Stream.ofNullable(list).flatMap(List::stream);
    }

    private static Expiry expiry(String fingerprint, Instant end) {
        return new Expiry(Kind.CA, fingerprint.substring(0, NAME_LENGTH), end);
    }

    private static Breach breach(Violation violation) {
        return new Breach(violation.rule(), violation.severity());
    }

    private static List<Expiry> expiries(Outcome outcome) {
        Stream<Expiry> authorities =
                outcome.judgement().verdict().authorities().stream().map(ca -> expiry(ca.fingerprint(), ca.notAfter()));
        Stream<Expiry> clients = outcome.judgement().clients().stream()
                .flatMap(client -> client.notAfter().map(end -> new Expiry(Kind.Client, client.name(), end)).stream());
        return Stream.concat(authorities, clients).toList();
    }
}
