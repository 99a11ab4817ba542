package dev.namespacecerts.rules.leaf;

import dev.namespacecerts.x509.Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A verdict, and when it is the same for the same CAs, filters and Secret: as long as no certificate becomes valid or
 * expires, and no limit of signature checks is near.
 *
 * @param from the first instant of that period
 * @param until the first instant after that period
 * @param checks number of signature checks for the verdict
 * @param explanations number of signature checks for Warnings and messages
 */
public record RepeatableVerdict(LeafVerdict verdict, Instant from, Instant until, int checks, int explanations) {

    /** @param certificates all on which the verdict may depend */
    static RepeatableVerdict of(
            LeafVerdict verdict, Stream<Certificate> certificates, Instant now, int checks, int explanations) {
        List<Instant> changes = certificates.flatMap(RepeatableVerdict::changes).toList();
        return new RepeatableVerdict(
                verdict,
                latest(changes, change -> !change.isAfter(now)),
                earliest(changes, change -> change.isAfter(now)),
                checks,
                explanations);
    }

    /** A verdict that depends on the clients before it. */
    static RepeatableVerdict never(LeafVerdict verdict) {
        return new RepeatableVerdict(verdict, Instant.MAX, Instant.MAX, 0, 0);
    }

    /** Whether it is still the same at a time. The clock may go back. */
    boolean holds(Instant now) {
        return !now.isBefore(from) && now.isBefore(until);
    }

    /** Whether it is the same at some time. */
    public boolean isRepeatable() {
        return from.isBefore(until);
    }

    /** A certificate is expired right after notAfter; a verdict names the following second as the transition. */
    private static Stream<Instant> changes(Certificate certificate) {
        Instant end = certificate.notAfter();
        return Stream.of(certificate.notBefore(), end.plusNanos(1), end.plusSeconds(1));
    }

    private static Instant latest(List<Instant> changes, Predicate<Instant> past) {
        return changes.stream().filter(past).max(Comparator.naturalOrder()).orElse(Instant.MIN);
    }

    private static Instant earliest(List<Instant> changes, Predicate<Instant> future) {
        return changes.stream().filter(future).min(Comparator.naturalOrder()).orElse(Instant.MAX);
    }
}
