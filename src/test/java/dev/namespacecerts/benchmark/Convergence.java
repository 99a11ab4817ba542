package dev.namespacecerts.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Measures the time from the write of an object until a watch shows that its status is in step. */
final class Convergence {
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Long> writtenAt = new ConcurrentHashMap<>();
    private final List<Long> latencies = new ArrayList<>();
    private volatile Predicate<JsonNode> inStep = object -> false;

    Convergence(ApiClient api, String collection) {
        api.watch(collection, line -> {
            event(line);
            return true;
        });
    }

    /** Begins a measurement. */
    synchronized void begin(Predicate<JsonNode> wished) {
        inStep = wished;
        latencies.clear();
    }

    /** Call it before an object is written. */
    void writing(String name) {
        writtenAt.put(name, System.nanoTime());
    }

    private void event(String line) {
        if (writtenAt.isEmpty()) {
            return;
        }
        long now = System.nanoTime();
        try {
            JsonNode object = JSON.readTree(line).path("object");
            if (writtenAt.containsKey(Fleet.name(object)) && inStep.test(object)) {
                Long start = writtenAt.remove(Fleet.name(object));
                synchronized (this) {
                    latencies.add(now - start);
                }
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until all that was written is in step. */
    Convergence await() throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!writtenAt.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(writtenAt.size() + " objects are not in step, for example "
                        + writtenAt.keySet().iterator().next());
            }
            TimeUnit.MILLISECONDS.sleep(2);
        }
        return this;
    }

    /** The latency that a share of the objects had at most, in milliseconds. */
    synchronized double percentile(double share) {
        List<Long> sorted = new ArrayList<>(latencies);
        sorted.sort(null);
        return sorted.get(Math.min(sorted.size() - 1, (int) (share * sorted.size()))) / 1e6;
    }
}
