package dev.namespacecerts.cloud;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The operations in progress with one API key, of which each has a place. While other Kubernetes namespaces use the key, one
 * namespace takes all places but one, so that operations that do not end keep nobody else waiting. Times are in nanoseconds.
 */
final class OperationPlaces {
    /** An operation that nobody reported as finished holds its place for so long. A user of the key counts for so long. */
    static final Duration MEMORY = Duration.ofMinutes(15);

    private final int most;
    private final Map<String, Place> taken = new HashMap<>();
    private final Map<String, Long> users = new HashMap<>();

    private record Place(String namespace, long since) {}

    OperationPlaces(int most) {
        this.most = most;
    }

    /** A Kubernetes namespace uses the key. */
    void usedBy(String namespace, long now) {
        users.put(namespace, now);
    }

    /** Whether an operation of a Kubernetes namespace may start. */
    boolean isFreeFor(String namespace) {
        boolean others = users.keySet().stream().anyMatch(user -> !user.equals(namespace));
        long own = taken.values().stream()
                .filter(place -> place.namespace().equals(namespace))
                .count();
        return taken.size() < most && own < (others ? Math.max(1, most - 1) : most);
    }

    void take(String operation, String namespace, long now) {
        taken.putIfAbsent(operation, new Place(namespace, now));
    }

    void free(String operation) {
        taken.remove(operation);
    }

    /** Removes what is too old. */
    void forget(long now) {
        taken.values().removeIf(place -> now - place.since() >= MEMORY.toNanos());
        users.values().removeIf(since -> now - since >= MEMORY.toNanos());
    }

    /** Time until something becomes too old, so that a place may be free. */
    long untilForgotten(long now) {
        LongStream times = Stream.concat(taken.values().stream().map(Place::since), users.values().stream())
                .mapToLong(since -> since);
        return MEMORY.toNanos() - times.map(since -> now - since).max().orElse(0);
    }

    int taken() {
        return taken.size();
    }
}
