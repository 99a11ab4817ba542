package dev.namespacecerts.bundle;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Lets one reconciliation of a bundle run at a time. The SDK promises that, but forgets a running one when the bundle is
 * deleted: a bundle that is created under the same name meanwhile would be reconciled twice at once, and what one removes
 * the other would issue again. A reconciliation that comes too early does nothing, so that it holds no thread. It is
 * requested again when the running one ends: by an event, since the SDK would cancel a timer.
 */
final class Visits {
    private final Map<String, Boolean> underWay = new HashMap<>(); // and whether another was given up
    private final Consumer<String> again;

    /** @param again has a bundle reconciled again, given its key */
    Visits(Consumer<String> again) {
        this.again = again;
    }

    /** Reconciles, and returns the result; empty where another reconciliation of the same bundle is under way. */
    <T> Optional<T> alone(String bundle, Supplier<T> visit) {
        if (!enter(bundle)) {
            return Optional.empty();
        }
        try {
            return Optional.of(visit.get());
        } finally {
            if (leave(bundle)) {
                again.accept(bundle);
            }
        }
    }

    private synchronized boolean enter(String bundle) {
        boolean free = !underWay.containsKey(bundle);
        underWay.put(bundle, !free);
        return free;
    }

    private synchronized boolean leave(String bundle) {
        return underWay.remove(bundle);
    }
}
