package dev.namespacecerts.metrics;

import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The values that the metrics report for one bundle.
 *
 * @param valid whether it violates no rule of severity Error
 * @param ready whether it is Ready
 * @param violations number of violations of each rule
 * @param certificates their expiry
 */
public record BundleFacts(
        String namespace,
        String bundle,
        boolean valid,
        boolean ready,
        Map<Breach, Integer> violations,
        List<Expiry> certificates) {

    BundleFacts notReady() {
        return new BundleFacts(namespace, bundle, valid, false, violations, certificates);
    }

    /** A violated rule, and the severity of the violation. */
    public record Breach(Rule rule, Severity severity) {}

    /** Kind of a certificate. */
    public enum Kind {
        CA,
        Client
    }

    /**
     * The expiry of one certificate.
     *
     * @param name first half of the fingerprint of a CA, or name of a client's Secret
     */
    public record Expiry(Kind kind, String name, Instant end) {}
}
