package dev.namespacecerts.bundle;

import dev.namespacecerts.api.v1alpha1.ClientStatus;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundleStatus;
import dev.namespacecerts.api.v1alpha1.RuleViolation;
import dev.namespacecerts.evaluate.ConditionTypes;
import dev.namespacecerts.evaluate.Conditions;
import dev.namespacecerts.evaluate.Judgement;
import dev.namespacecerts.evaluate.Outcome;
import dev.namespacecerts.evaluate.PublishStep;
import dev.namespacecerts.metrics.BundleFacts;
import dev.namespacecerts.metrics.BundleFacts.Breach;
import dev.namespacecerts.metrics.BundleFacts.Client;
import dev.namespacecerts.metrics.BundleFacts.Expiry;
import dev.namespacecerts.metrics.BundleFacts.Kind;
import dev.namespacecerts.metrics.BundleFacts.Publication;
import dev.namespacecerts.metrics.BundleFacts.Truth;
import dev.namespacecerts.metrics.BundleLabels;
import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Severity;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.rules.leaf.LeafVerdict;
import dev.namespacecerts.rules.rotation.RetainedCa;
import dev.namespacecerts.x509.DisplayText;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Computes the metrics of a bundle. */
final class BundleMetricsReport {
    private static final int LONGEST_NAME = 64;

    /** The text of a DN up to its first common name. */
    private static final Pattern COMMON_NAME =
            Pattern.compile("(?:(?!CN=)(?:[^,+\\\\]++|\\\\.)*+[,+])*+CN=((?:[^,+\\\\]++|\\\\.)*+).*");

    private static final Pattern ESCAPED = Pattern.compile("\\\\([ #,+\"\\\\<>;])");

    private BundleMetricsReport() {}

    static BundleFacts of(Outcome outcome, boolean ready) {
        NamespaceCertificateBundle bundle = outcome.objects().bundle();
        Judgement judgement = outcome.judgement();
        Map<Breach, Integer> violations = new HashMap<>();
        Stream.concat(
                        outcome.violations().stream(),
                        judgement.clients().stream().flatMap(client -> client.violations().stream()))
                .forEach(violation -> violations.merge(breach(violation), 1, Integer::sum));
        return new BundleFacts(
                labels(bundle),
                Truth.of(judgement.verdict().valid()),
                Truth.of(ready),
                violations,
                expiries(judgement),
                judgement.clients().stream().map(BundleMetricsReport::client).toList(),
                outcome.publication().map(step -> publication(judgement, step)));
    }

    static BundleFacts unreadable(NamespaceCertificateBundle bundle) {
        return new BundleFacts(
                labels(bundle), Truth.False, Truth.False, Map.of(), List.of(), List.of(), Optional.empty());
    }

    /** The metrics that can be read from the status of a bundle. */
    static BundleFacts ofStatus(NamespaceCertificateBundle bundle) {
        NamespaceCertificateBundleStatus status = bundle.getStatus() == null
                ? NamespaceCertificateBundleStatus.only(null, List.of())
                : bundle.getStatus();
        return new BundleFacts(
                labels(bundle),
                Conditions.find(status.conditions(), ConditionTypes.VALID)
                        .map(valid -> Truth.of(valid.getStatus().equals("True")))
                        .orElse(Truth.Unknown),
                Truth.Unknown,
                violations(status),
                expiries(status),
                stream(status.clients()).map(BundleMetricsReport::client).toList(),
                Optional.empty());
    }

    private static BundleLabels labels(NamespaceCertificateBundle bundle) {
        return BundleLabels.of(
                bundle.getMetadata().getNamespace(),
                bundle.getMetadata().getName(),
                bundle.getSpec() == null ? null : bundle.getSpec().temporalNamespace());
    }

    private static Publication publication(Judgement judgement, PublishStep step) {
        int leaving = step.written() ? judgement.succession().leaving().size() : 0;
        return new Publication(
                step.written(),
                judgement.retained().size() + leaving,
                judgement.retained().stream()
                        .map(RetainedCa::deadline)
                        .filter(Objects::nonNull)
                        .min(Instant::compareTo));
    }

    private static Client client(LeafVerdict verdict) {
        return new Client(
                verdict.name(),
                verdict.accepted(),
                verdict.violations().stream()
                        .filter(Violation::isError)
                        .map(Violation::rule)
                        .findFirst()
                        .orElse(null));
    }

    private static Client client(ClientStatus status) {
        return new Client(
                status.secretName(),
                status.accepted(),
                status.accepted()
                        ? null
                        : stream(status.violations())
                                .map(RuleViolation::rule)
                                .filter(Objects::nonNull)
                                .flatMap(rule -> Rule.of(rule).stream())
                                .findFirst()
                                .orElse(null));
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
                .filter(ca -> ca.fingerprint() != null)
                .flatMap(ca ->
                        instant(ca.notAfter()).map(end -> authority(ca.subject(), ca.fingerprint(), end)).stream());
        Stream<Expiry> clients = stream(status.clients())
                .flatMap(client -> instant(client.notAfter()).map(end -> client(client.secretName(), end)).stream());
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

    private static Breach breach(Violation violation) {
        return new Breach(violation.rule(), violation.severity());
    }

    private static List<Expiry> expiries(Judgement judgement) {
        Stream<Expiry> authorities = judgement.verdict().authorities().stream()
                .map(ca -> authority(ca.subject().toString(), ca.fingerprint(), ca.notAfter()));
        Stream<Expiry> clients = judgement.clients().stream()
                .flatMap(client -> client.notAfter().map(end -> client(client.name(), end)).stream());
        return Stream.concat(authorities, clients).toList();
    }

    private static Expiry authority(String subject, String fingerprint, Instant end) {
        return new Expiry(Kind.CA, commonName(subject), fingerprint, "", end);
    }

    /** Without a common name, because a bundle can have a thousand clients. */
    private static Expiry client(String secret, Instant end) {
        return new Expiry(Kind.CLIENT, "", "", secret, end);
    }

    /**
     * The most specific common name of a DN, or the DN if it has none.
     *
     * @param subject text of the DN, escaped for display; null if it is unknown
     */
    static String commonName(String subject) {
        if (subject == null) {
            return "";
        }
        Matcher found = COMMON_NAME.matcher(subject);
        String name = found.matches() && !found.group(1).isEmpty() ? found.group(1) : subject;
        return DisplayText.of(ESCAPED.matcher(name).replaceAll("$1"), LONGEST_NAME);
    }
}
