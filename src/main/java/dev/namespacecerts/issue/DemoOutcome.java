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
 * @param obstacle why something cannot be issued here
 * @param pending how many certificates are still to be issued
 * @param soon whether the bundle is to be visited again at once for them
 * @param settled when leaves of the previous root are replaced, which wait until servers have loaded the new one
 * @param next when something is due by itself
 */
public record DemoOutcome(
        List<Certificate> roots,
        DemoStatus status,
        List<Violation> violations,
        Optional<Obstacle> obstacle,
        int pending,
        boolean soon,
        Optional<Instant> settled,
        Optional<Instant> next) {

    /**
     * Why something cannot be issued.
     *
     * @param reason in CamelCase
     */
    public record Obstacle(String reason, String message) {}

    /** Nothing could be done yet; what stands stays. */
    static DemoOutcome waiting(List<Certificate> standing, DemoStatus before, int pending) {
        return new DemoOutcome(
                standing, before, List.of(), Optional.empty(), pending, true, Optional.empty(), Optional.empty());
    }

    /** Nothing may be done: a Secret is someone else's; what stands stays. */
    static DemoOutcome refused(List<Certificate> standing, DemoStatus before, Violation violation) {
        return new DemoOutcome(
                standing, before, List.of(violation), Optional.empty(), 0, false, Optional.empty(), Optional.empty());
    }

    /** Nothing can be done, until a time when it is tried again; what stands stays. */
    static DemoOutcome impossible(
            List<Certificate> standing, DemoStatus before, Obstacle obstacle, Optional<Instant> again) {
        return new DemoOutcome(standing, before, List.of(), Optional.of(obstacle), 0, false, Optional.empty(), again);
    }
}
