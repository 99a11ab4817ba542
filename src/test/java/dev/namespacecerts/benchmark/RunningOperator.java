package dev.namespacecerts.benchmark;

import dev.namespacecerts.image.DockerlessBuild;
import dev.namespacecerts.operator.OperatorProcess;
import dev.namespacecerts.operator.Pod;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The operator of the image, in a Pod's memory, as the benchmarks see it. */
final class RunningOperator implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration STILL = Duration.ofSeconds(2);

    /** Between reads of the metrics, which are several for each bundle: more often, they took a fifth of the CPU time. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** With the property, the JVM records its native memory, and {@link #profile} prints it and the largest classes. */
    private static final boolean PROFILE = Boolean.getBoolean("namespacecerts.profile");

    private static final int CLASSES = 40;

    private final Pod pod;
    private final long startedAt = System.nanoTime();

    RunningOperator(Path image, Path kubeconfig, List<String> entrypoint) {
        Map<String, String> environment = new HashMap<>(DockerlessBuild.environment());
        environment.put("JDK_JAVA_OPTIONS", options());
        pod = new Pod(image, entrypoint, kubeconfig, environment);
    }

    private static String options() {
        return "-XX:MaxRAM=" + Pod.LIMIT + (PROFILE ? " -XX:NativeMemoryTracking=summary " : " ")
                + System.getProperty("namespacecerts.options", "");
    }

    static RunningOperator start(Path image, Path kubeconfig) {
        return new RunningOperator(image, kubeconfig, DockerlessBuild.entrypoint());
    }

    OperatorProcess process() {
        return pod.operator();
    }

    Pod pod() {
        return pod;
    }

    long millisSinceStart() {
        return Duration.ofNanos(System.nanoTime() - startedAt).toMillis();
    }

    /**
     * Waits until it has reconciled as many bundles as said and then none for two seconds. Returns the milliseconds from its
     * start to the last reconciliation.
     */
    long awaitIdle(long reconciliations) throws InterruptedException {
        pod.operator().awaitStarted();
        long last = -1;
        long changedAt = System.nanoTime();
        long millis = 0;
        while (last < reconciliations || System.nanoTime() - changedAt < STILL.toNanos()) {
            if (System.nanoTime() - startedAt > LONGEST.toNanos()
                    || !process().process().isAlive()) {
                throw new IllegalStateException(last + " of " + reconciliations + " reconciliations:\n"
                        + process().log());
            }
            long now = reconciled(process());
            if (now != last) {
                last = now;
                changedAt = System.nanoTime();
                millis = millisSinceStart();
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        }
        return millis;
    }

    /** The number of reconciliations of bundles so far. */
    static long reconciled(OperatorProcess operator) {
        return operator.get("/q/metrics")
                .lines()
                .filter(line -> line.startsWith("namespacecerts_reconcile_seconds_count{kind=\"bundle\""))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** The bytes of all objects that survive a full garbage collection. */
    long liveBytes() {
        String histogram = process().liveObjects();
        String total = histogram
                .lines()
                .filter(line -> line.startsWith("Total"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(total.trim().split("\\s+")[2]);
    }

    /** Prints where the memory is, if the property asks for it. */
    void profile() {
        if (PROFILE) {
            process().liveObjects().lines().limit(CLASSES).forEach(System.out::println);
            System.out.println(process().jcmd("VM.native_memory", "summary"));
        }
    }

    @Override
    public void close() {
        pod.close();
    }
}
