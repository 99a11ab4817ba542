package dev.namespacecerts.cli;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Collects the old generation when it has grown by half. The serial collector does that only when the heap has its maximum
 * size, so that after each burst of changes the process would have that size for good.
 */
final class OldGeneration {
    private static final String SERIAL = "Tenured Gen";

    /** Growth in bytes that is not worth a collection. */
    private static final long SMALL = 8L << 20;

    private final MemoryPoolMXBean pool;

    private OldGeneration(MemoryPoolMXBean pool) {
        this.pool = pool;
    }

    /** Starts to check every second, unless the JVM has another collector. */
    static void watch() {
        Optional<MemoryPoolMXBean> pool = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(candidate -> candidate.getName().equals(SERIAL))
                .findFirst();
        pool.ifPresent(found -> {
            OldGeneration generation = new OldGeneration(found);
            ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "old-generation");
                thread.setDaemon(true);
                return thread;
            });
            timer.scheduleWithFixedDelay(generation::check, 1, 1, TimeUnit.SECONDS);
        });
    }

    private void check() {
        MemoryUsage afterLast = pool.getCollectionUsage();
        if (hasGrown(pool.getUsage().getUsed(), afterLast == null ? 0 : afterLast.getUsed())) {
            System.gc();
        }
    }

    /**
     * Whether a collection is due.
     *
     * @param used bytes
     * @param afterLast bytes that the last collection left; 0 if there was none
     */
    static boolean hasGrown(long used, long afterLast) {
        return used - afterLast > Math.max(SMALL, afterLast / 2);
    }
}
