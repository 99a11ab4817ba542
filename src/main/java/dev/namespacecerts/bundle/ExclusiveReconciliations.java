package dev.namespacecerts.bundle;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Ensures that only one reconciliation of a bundle runs at a time. The SDK forgets a running reconciliation when the bundle is
 * deleted. A new bundle of the same name could then be reconciled concurrently, and one reconciliation would issue what the
 * other removes. A second reconciliation returns at once, so that it does not block a thread, and is requested again when the
 * first one has finished. That uses an event, because the SDK would cancel a timer.
 */
final class ExclusiveReconciliations {
    private final Map<String, Boolean> running = new HashMap<>(); // value: whether another one was skipped
    private final Consumer<String> again;

    /** @param again requests the reconciliation of a bundle by its key */
    ExclusiveReconciliations(Consumer<String> again) {
        this.again = again;
    }

    /** Reconciles and returns the result; empty if another reconciliation of the same bundle is running. */
    <T> Optional<T> alone(String bundle, Supplier<T> reconciliation) {
        if (!enter(bundle)) {
            return Optional.empty();
        }
        try {
            return Optional.of(reconciliation.get());
        } finally {
            if (leave(bundle)) {
                again.accept(bundle);
            }
        }
    }

    private synchronized boolean enter(String bundle) {
        boolean free = !running.containsKey(bundle);
        running.put(bundle, !free);
        return free;
    }

    private synchronized boolean leave(String bundle) {
        return running.remove(bundle);
    }
}
