package dev.namespacecerts.connection;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** When the API server was last heard of: by an answer, and by an event or bookmark of each watch. */
@ApplicationScoped
public class ApiServerContact {
    private final Map<Object, Long> watches = new ConcurrentHashMap<>();
    private volatile long answeredAt = System.nanoTime();

    /** Age of the last answer to a request or of the last sign of life of a watch. */
    public Duration sinceAnswer() {
        return Duration.ofNanos(System.nanoTime() - answeredAt);
    }

    /** Age of the last event or bookmark of that open watch which has been silent for the longest time. */
    public Duration sinceWatchEvent() {
        long now = System.nanoTime();
        return Duration.ofNanos(
                watches.values().stream().mapToLong(at -> now - at).max().orElse(0));
    }

    void answered() {
        answeredAt = System.nanoTime();
    }

    void watchEvent(Object watch) {
        answered();
        watches.put(watch, System.nanoTime());
    }

    void watchClosed(Object watch) {
        watches.remove(watch);
    }
}
