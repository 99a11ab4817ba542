package dev.namespacecerts.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReconcileRateTest {
    private final AtomicLong time = new AtomicLong();
    private final ReconcileRate rate = new ReconcileRate(time::get);
    private final ReconcileRate.Left object = rate.initState();

    @Test
    void anIdleObjectIsNeverDelayed() {
        for (int i = 0; i < 100; i++) {
            assertThat(rate.isLimited(object)).isEmpty();
            time.addAndGet(Duration.ofSeconds(1).toNanos());
        }
    }

    @Test
    void aConstantlyChangingObjectIsReconciledOnceASecond() {
        int reconciled = 0;
        for (int i = 0; i < 1_000; i++) {
            reconciled += rate.isLimited(object).isEmpty() ? 1 : 0;
            time.addAndGet(Duration.ofMillis(10).toNanos());
        }
        assertThat(reconciled).isBetween(29, 30);
    }

    @Test
    void aDelayedObjectIsAllowedAfterItsDelay() {
        Duration wait = Duration.ZERO;
        while (wait.isZero()) {
            wait = rate.isLimited(object).orElse(Duration.ZERO);
        }
        assertThat(wait).isBetween(Duration.ofMillis(999), Duration.ofSeconds(1));
        time.addAndGet(wait.toNanos());
        assertThat(rate.isLimited(object)).isEmpty();
    }

    @Test
    void otherObjectsAreNotDelayed() {
        for (int i = 0; i < 100; i++) {
            rate.isLimited(object);
        }
        assertThat(rate.isLimited(rate.initState())).isEmpty();
    }
}
