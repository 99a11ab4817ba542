package dev.namespacecerts.bundle;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One visit of a bundle at a time. The SDK promises that, but forgets a visit that is under way when the bundle is deleted:
 * made again under its name meanwhile, it would be visited twice at once from then on, and what one visit removes the other
 * would issue again. A visit that comes too early is given up, so that it holds no thread, and asked for at the end of the
 * one that is under way: by an event, not by a timer, which that one would cancel when it returns to the SDK.
 */
final class Visits {
    private final Map<String, Boolean> underWay = new HashMap<>(); // and whether another was given up
    private final Consumer<String> again;

    /** @param again asks for another visit of a bundle, given its key */
    Visits(Consumer<String> again) {
        this.again = again;
    }

    /** Makes a visit, and returns what it does; empty where another of the same bundle is under way. */
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
