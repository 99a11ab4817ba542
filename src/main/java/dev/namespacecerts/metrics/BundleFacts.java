package dev.namespacecerts.metrics;

import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The values that the metrics report for one bundle.
 *
 * @param valid whether it violates no rule of severity Error; Unknown if it was suspended before it was evaluated
 * @param ready whether it is Ready; Unknown if it is suspended
 * @param violations number of violations of each rule
 * @param certificates their expiry
 * @param clients the validated client Secrets
 * @param publication empty if the bundle is not published, or suspended
 */
public record BundleFacts(
        BundleLabels labels,
        Truth valid,
        Truth ready,
        Map<Breach, Integer> violations,
        List<Expiry> certificates,
        List<Client> clients,
        Optional<Publication> publication) {

    boolean suspended() {
        return ready == Truth.Unknown;
    }

    /** These values, with the labels and the readiness of a suspended bundle. */
    BundleFacts suspended(BundleLabels newLabels) {
        return new BundleFacts(newLabels, valid, Truth.Unknown, violations, certificates, clients, Optional.empty());
    }

    /** Status of a condition. */
    public enum Truth {
        True,
        False,
        Unknown;

        public static Truth of(boolean value) {
            return value ? True : False;
        }

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A violated rule, and the severity of the violation. */
    public record Breach(Rule rule, Severity severity) {}

    /** Kind of a certificate. */
    public enum Kind {
        CA,
        CLIENT;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The expiry of one certificate.
     *
     * @param commonName that of a CA's subject, escaped and cut; the subject if it has none; empty for a client
     * @param fingerprint SHA-256 of a CA; empty for a client
     * @param secret name of a client's Secret; empty for a CA
     */
    public record Expiry(Kind kind, String commonName, String fingerprint, String secret, Instant end) {}

    /**
     * A client's Secret.
     *
     * @param rule first rule of severity Error that a rejected client violates; null if it is accepted
     */
    public record Client(
            String secret, boolean accepted, @Nullable Rule rule) {

        String ruleLabel() {
            return rule == null ? "" : rule.id();
        }
    }

    /**
     * What a bundle publishes.
     *
     * @param current whether the target has the CAs that the bundle says
     * @param retained number of CAs that were removed from the spec and are still published
     * @param deadline when the first CA that clients need is removed nevertheless; empty if none is kept for clients
     */
    public record Publication(boolean current, int retained, Optional<Instant> deadline) {}
}
