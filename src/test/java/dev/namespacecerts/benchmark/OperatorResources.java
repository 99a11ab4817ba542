package dev.namespacecerts.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The processor time and memory that a process of this machine has used. */
final class OperatorResources {
    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final double QUIET_SHARE = 0.05;
    private static final int MOST_WAITS = 120;

    private final Process process;

    OperatorResources(Process process) {
        this.process = process;
    }

    /** Processor time so far. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Peak of the resident memory in megabytes; 0 on a system without {@code /proc}. */
    double peakMegabytes() {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        try {
            return Files.readString(status)
                            .lines()
                            .filter(line -> line.startsWith("VmHWM:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .sum()
                    / 1024.0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the process uses less than a twentieth of a processor. */
    void awaitQuiet() throws InterruptedException {
        for (int i = 0; i < MOST_WAITS; i++) {
            Duration before = cpu();
            TimeUnit.MILLISECONDS.sleep(QUIET.toMillis());
            if (cpu().minus(before).toNanos() < QUIET_SHARE * QUIET.toNanos()) {
                return;
            }
        }
    }
}
