package dev.namespacecerts.bundle;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.metrics.BundleFacts;
import dev.namespacecerts.metrics.BundleFacts.Breach;
import dev.namespacecerts.metrics.BundleFacts.Expiry;
import dev.namespacecerts.metrics.BundleFacts.Kind;
import dev.namespacecerts.rules.Violation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Report: what the metrics say of a bundle. */
final class BundleFigures {
    private static final int NAME_LENGTH = 32;

    private BundleFigures() {}

    static BundleFacts of(NamespaceCertificateBundle bundle, Outcome outcome, boolean ready) {
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

    private static Breach breach(Violation violation) {
        return new Breach(violation.rule(), violation.severity());
    }

    private static List<Expiry> expiries(Outcome outcome) {
        Stream<Expiry> authorities = outcome.judgement().verdict().authorities().stream()
                .map(ca -> new Expiry(Kind.CA, ca.fingerprint().substring(0, NAME_LENGTH), ca.notAfter()));
        Stream<Expiry> clients = outcome.judgement().clients().stream()
                .flatMap(client -> client.notAfter().map(end -> new Expiry(Kind.Client, client.name(), end)).stream());
        return Stream.concat(authorities, clients).toList();
    }
}
