package dev.namespacecerts.report;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Exponential backoff per object; a success resets it. */
final class Backoff {
    /** Usual delay until the watch reports the change that caused a conflict. */
    private static final Duration FIRST = Duration.ofMillis(100);

    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** Maximum number of entries. Objects that are deleted after a conflict leave one behind. */
    private static final int MOST_ENTRIES = 10_000;

    private final Map<String, Duration> delays = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Duration> eldest) {
            return size() > MOST_ENTRIES;
        }
    };

    /** The delay after another failure. */
    synchronized Duration next(String key) {
        Duration delay = delays.getOrDefault(key, FIRST);
        Duration doubled = delay.multipliedBy(2);
        delays.put(key, doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST);
        return delay;
    }

    /** Resets the delay after a success. */
    synchronized void reset(String key) {
        delays.remove(key);
    }
}
