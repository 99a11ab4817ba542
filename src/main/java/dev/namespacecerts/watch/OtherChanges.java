package dev.namespacecerts.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.OperatorException;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Reconciles objects because those of another kind, which another controller watches, have changed. A controller begins to
 * reconcile when its event sources have started; this one starts when all objects of the other kind are listed. Before, they
 * would seem not to exist.
 */
public final class OtherChanges<P extends HasMetadata> extends SimpleInboundEventSource<P> {
    /** The other controller's lists have limits of their own, and fail before. */
    private static final Duration LONGEST_LISTS = Duration.ofMinutes(10);

    private static final Duration PAUSE = Duration.ofMillis(5);

    private final BooleanSupplier listed;

    /** @param listed whether all objects of the other kind are listed */
    public OtherChanges(String name, BooleanSupplier listed) {
        super(name);
        this.listed = listed;
    }

    /**
     * Waits for the list. Changes that are reported before are dropped: the controller has still to reconcile all its objects.
     *
     * @throws OperatorException if that takes more than ten minutes
     */
    @Override
    public void start() {
        long deadline = System.nanoTime() + LONGEST_LISTS.toNanos();
        while (!listed.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new OperatorException("The " + name() + " could not be listed within ten minutes");
            }
            pause();
        }
        super.start();
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperatorException("Interrupted while objects were listed", e);
        }
    }
}
