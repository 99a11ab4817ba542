package dev.namespacecerts.issue;

import dev.namespacecerts.api.v1alpha1.DemoStatus;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.x509.Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was issued for a bundle.
 *
 * @param roots the demo roots that belong into the bundle, the current one last; empty where there is none yet
 * @param status what the status says of it
 * @param violations of DEMO-1
 * @param obstacle why nothing can be issued here at all
 * @param pending how many certificates are still to be issued: the bundle is to be visited again at once
 * @param next when something is due by itself
 */
public record DemoOutcome(
        List<Certificate> roots,
        DemoStatus status,
        List<Violation> violations,
        Optional<Obstacle> obstacle,
        int pending,
        Optional<Instant> next) {

    /**
     * Why nothing can be issued.
     *
     * @param reason in CamelCase
     */
    public record Obstacle(String reason, String message) {}

    /** Nothing could be done yet. */
    static DemoOutcome waiting(DemoStatus before, int pending) {
        return new DemoOutcome(List.of(), before, List.of(), Optional.empty(), pending, Optional.empty());
    }

    /** Nothing may be done: a Secret is someone else's. */
    static DemoOutcome refused(Violation violation) {
        return new DemoOutcome(List.of(), null, List.of(violation), Optional.empty(), 0, Optional.empty());
    }

    /** Nothing can be done, until a time when it is tried again. */
    static DemoOutcome impossible(Obstacle obstacle, DemoStatus before, Optional<Instant> again) {
        return new DemoOutcome(List.of(), before, List.of(), Optional.of(obstacle), 0, again);
    }
}
