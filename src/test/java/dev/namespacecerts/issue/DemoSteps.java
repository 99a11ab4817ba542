package dev.namespacecerts.issue;

import dev.namespacecerts.api.v1alpha1.DemoStatus;
import dev.namespacecerts.evaluate.DemoStep;
import dev.namespacecerts.x509.Certificate;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Possible results of issuing demo certificates, for golden statuses. */
public final class DemoSteps {
    private DemoSteps() {}

    /** A root and its leaves are there. */
    public static DemoStep issued(Certificate root, List<String> leaves, Instant now) {
        return outcome(root, leaves, Optional.empty(), List.of()).step(now);
    }

    /** Leaves of the previous root wait until servers have loaded the new one. */
    public static DemoStep settling(Certificate root, List<String> leaves, Instant settled, Instant now) {
        return outcome(root, leaves, Optional.of(settled), List.of()).step(now);
    }

    /** The root is there, some leaves are not. */
    public static DemoStep issuing(Certificate root, List<String> leaves, List<String> missing, Instant now) {
        return outcome(root, leaves, Optional.empty(), missing).step(now);
    }

    /** Nothing is there yet. */
    public static DemoStep starting(List<String> missing, Instant now) {
        return DemoOutcome.waiting(List.of(), null, missing).step(now);
    }

    /** A Secret of that name is not owned by the bundle. */
    public static DemoStep notOwned(String secret, Instant now) {
        return DemoOutcome.refused(List.of(), null, new NotOwnedException(secret).violation())
                .step(now);
    }

    /** Disabled at installation. */
    public static DemoStep disabled(Instant now) {
        return DemoOutcome.impossible(List.of(), null, DemoRefusals.DISABLED, Optional.empty())
                .step(now);
    }

    /** The API server rejects the write of the authority's Secret. */
    public static DemoStep refused(int code, String secret, Instant now) {
        return DemoOutcome.impossible(
                        List.of(),
                        null,
                        DemoRefusals.ofAuthority(new KubernetesClientException("refused", code, null), secret),
                        Optional.empty())
                .step(now);
    }

    private static DemoOutcome outcome(
            Certificate root, List<String> leaves, Optional<Instant> settled, List<String> missing) {
        var authority =
                new DemoStatus.Authority(root.fingerprint(), root.notAfter().toString(), 1, null);
        List<DemoStatus.Leaf> status = leaves.stream()
                .map(secret ->
                        new DemoStatus.Leaf(secret, "0".repeat(64), "2026-12-31T00:00:00Z", "2026-12-21T00:00:00Z"))
                .toList();
        return new DemoOutcome(
                List.of(root),
                new DemoStatus(authority, status, null),
                List.of(),
                Optional.empty(),
                missing,
                !missing.isEmpty(),
                settled,
                Optional.empty());
    }
}
