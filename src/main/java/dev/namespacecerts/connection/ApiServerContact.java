package dev.namespacecerts.connection;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Times of the last answer of the API server, and of the last event or bookmark of each watch. */
@ApplicationScoped
public class ApiServerContact {
    private final Map<Object, Long> watches = new ConcurrentHashMap<>();
    private volatile long answeredAt = System.nanoTime();

    /** Age of the last answer to a request, or of the last message of a watch. */
    public Duration sinceAnswer() {
        return Duration.ofNanos(System.nanoTime() - answeredAt);
    }

    /** Age of the last event or bookmark of the open watch that has been silent for longest. */
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
