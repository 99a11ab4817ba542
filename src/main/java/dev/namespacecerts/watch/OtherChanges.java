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
    private static final Duration LONGEST_LIST = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final BooleanSupplier listed;

    /** @param listed whether all objects of the other kind are listed */
    public OtherChanges(String name, BooleanSupplier listed) {
        super(name);
        this.listed = listed;
    }

    /**
     * Waits for the list.
     *
     * @throws OperatorException if that takes more than two minutes, as the SDK does for a list of its own
     */
    @Override
    public void start() {
        super.start();
        long deadline = System.nanoTime() + LONGEST_LIST.toNanos();
        while (!listed.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new OperatorException("The " + name() + " could not be listed within two minutes");
            }
            pause();
        }
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
