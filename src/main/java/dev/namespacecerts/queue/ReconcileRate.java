package dev.namespacecerts.queue;

import io.javaoperatorsdk.operator.processing.event.rate.RateLimiter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Rate limit of the reconciliations of one object: 20 at once, then one per second. An object that changes more often waits,
 * and its last state is always reconciled. Unlike the SDK's limiter, it never delays an object that was idle.
 */
public final class ReconcileRate implements RateLimiter<ReconcileRate.Left> {
    private static final double BURST = 20;
    private static final double NANOS = Duration.ofSeconds(1).toNanos();

    private final LongSupplier nanoTime;

    /** Remaining reconciliations of an object. */
    public static final class Left implements RateLimitState {
        private double left = BURST;
        private long at;

        private Left(long now) {
            at = now;
        }
    }

    /** For the SDK. */
    public ReconcileRate() {
        this(System::nanoTime);
    }

    ReconcileRate(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public Left initState() {
        return new Left(nanoTime.getAsLong());
    }

    @Override
    public Optional<Duration> isLimited(RateLimitState state) {
        Left object = (Left) state;
        long now = nanoTime.getAsLong();
        object.left = Math.min(BURST, object.left + (now - object.at) / NANOS);
        object.at = now;
        if (object.left < 1) {
            return Optional.of(Duration.ofNanos((long) Math.ceil((1 - object.left) * NANOS)));
        }
        object.left--;
        return Optional.empty();
    }
}
