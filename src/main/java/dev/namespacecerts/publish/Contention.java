package dev.namespacecerts.publish;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** Recently reverted edits by other writers, per uid, of the last thousand objects. */
final class Contention {
    /** A higher rate per minute indicates a controller rather than a person. */
    private static final int MOST_EDITS = 5;

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MOST_OBJECTS = 1_000;

    private final Map<String, Deque<Instant>> undone = new LinkedHashMap<>();

    /** Records a reverted edit. */
    synchronized void add(String uid, Instant now) {
        Deque<Instant> times = undone.remove(uid);
        times = times == null ? new ArrayDeque<>() : times;
        times.addLast(now);
        if (times.size() > MOST_EDITS) {
            times.removeFirst();
        }
        undone.put(uid, times);
        if (undone.size() > MOST_OBJECTS) {
            undone.remove(undone.keySet().iterator().next());
        }
    }

    /** Whether another writer repeatedly changes an object. */
    synchronized boolean isContested(String uid, Instant now) {
        Deque<Instant> times = undone.get(uid);
        return times != null && times.size() == MOST_EDITS && times.getFirst().isAfter(now.minus(WINDOW));
    }
}
