package dev.namespacecerts.metrics;

import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What the metrics tell of one bundle.
 *
 * @param valid whether no Error stands against it
 * @param ready whether everything that was asked for is done
 * @param violations how many there are
 * @param certificates when they end
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

    /** A rule that is broken, and whether that stands in the way. */
    public record Breach(Rule rule, Severity severity) {}

    /** Whose certificate it is. */
    public enum Kind {
        CA,
        Client
    }

    /**
     * The end of one certificate.
     *
     * @param name first half of the fingerprint of a CA, or name of a client's Secret
     */
    public record Expiry(Kind kind, String name, Instant end) {}
}
