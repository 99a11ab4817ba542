package dev.namespacecerts.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Both clocks limit how long a replica may write, and a replica that loses the Lease exits. */
class LeadershipTest {
    private static final Duration LEASE = Duration.ofSeconds(10);

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final List<Integer> exits = new ArrayList<>();
    private long nanos = 1;

    private final Leadership leadership =
            new Leadership(Optional.of("ns/lease"), LEASE, clock, () -> nanos, exits::add);

    @Test
    void withoutALeaseItAlwaysMayWrite() {
        assertThat(new Leadership(Optional.empty(), LEASE, clock, () -> nanos, exits::add).mayWrite())
                .isTrue();
    }

    @Test
    void onlyTheNamedLeaseIsTheLease() {
        assertThat(leadership.isLease("/apis/coordination.k8s.io/v1/namespaces/ns/leases/lease"))
                .isTrue();
        assertThat(leadership.isLease("/apis/coordination.k8s.io/v1/namespaces/ns/leases"))
                .isTrue();
        assertThat(leadership.isLease("/apis/coordination.k8s.io/v1/namespaces/ns/leases/other"))
                .isFalse();
        assertThat(leadership.isLease("/api/v1/namespaces/ns/secrets/lease")).isFalse();
    }

    @Test
    void itMayWriteForSevenTenthsOfTheLeaseAfterTheStartOfARenewal() {
        assertThat(leadership.mayWrite()).isFalse();
        leadership.renewed(nanos, clock.instant());
        assertThat(leadership.mayWrite()).isTrue();
        pass(Duration.ofMillis(6_999));
        assertThat(leadership.mayWrite()).isTrue();
        leadership.check();
        assertThat(exits).isEmpty();
        pass(Duration.ofMillis(1));
        assertThat(leadership.mayWrite()).isFalse();
        leadership.check();
        assertThat(exits).containsExactly(1);
        leadership.renewed(nanos, clock.instant());
        assertThat(leadership.mayWrite()).as("after it was lost").isFalse();
    }

    @Test
    void aSuspendedMachineMayNotWriteAlthoughItsMonotonicClockStopped() {
        leadership.renewed(nanos, clock.instant());
        clock.set(clock.instant().plusSeconds(7));
        assertThat(leadership.mayWrite()).isFalse();
    }

    @Test
    void aWallClockSetBackDoesNotExtendTheLeadership() {
        leadership.renewed(nanos, clock.instant());
        clock.set(clock.instant().minusSeconds(3_600));
        nanos += Duration.ofSeconds(7).toNanos();
        assertThat(leadership.mayWrite()).isFalse();
    }

    @Test
    void anElectorThatSendsNoMoreRequestsIsDetected() {
        leadership.leaseRequested();
        pass(Duration.ofMinutes(3));
        assertThat(leadership.sinceLeaseRequest()).isEqualTo(Duration.ofMinutes(3));
        leadership.leaseRequested();
        assertThat(leadership.sinceLeaseRequest()).isZero();
    }

    @Test
    void losingTheLeaseExitsOnce() {
        leadership.renewed(nanos, clock.instant());
        leadership.lost();
        leadership.lost();
        assertThat(exits).containsExactly(1);
        assertThat(leadership.mayWrite()).isFalse();
    }

    @Test
    void aShutdownFinishesRunningWorkAndDoesNotHalt() {
        leadership.renewed(nanos, clock.instant());
        leadership.stopping();
        assertThat(leadership.mayWrite()).isTrue();
        leadership.lost();
        assertThat(exits).isEmpty();
        pass(Duration.ofSeconds(7));
        assertThat(leadership.mayWrite()).as("without a renewal").isFalse();
        leadership.stopped();
        leadership.renewed(nanos, clock.instant());
        assertThat(leadership.mayWrite()).as("once the Lease is released").isFalse();
        assertThat(exits).isEmpty();
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
        clock.set(clock.instant().plus(time));
    }
}
