package dev.namespacecerts.cli.terminal;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A line on standard error that says what takes so long. It appears after half a second, and is erased at the end. The JVM
 * cannot ask whether standard error is a terminal, so the launcher says it.
 */
public final class Progress implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMillis(500);

    private static final String TERMINAL = "ncb.stderr";
    private static final String ERASE = "\r\u001b[K";

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread shower;

    private Progress(PrintStream err, String what, Duration patience) {
        shower = new Thread(() -> show(err, what, patience), "progress");
        shower.setDaemon(true);
        shower.start();
    }

    /** @param what for example "Generating a key" */
    @SuppressWarnings("resource")
    public static Progress start(PrintStream err, String what) {
        return start(err, what, PATIENCE, () -> "tty".equals(System.getProperty(TERMINAL)));
    }

    /** Null where nothing is shown, which a try statement allows. */
    static Progress start(PrintStream err, String what, Duration patience, BooleanSupplier terminal) {
        return terminal.getAsBoolean() ? new Progress(err, what, patience) : null;
    }

    private void show(PrintStream err, String what, Duration patience) {
        try {
            if (done.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            String dots = "";
            do {
                dots = dots.length() < 3 ? dots + "." : "";
                err.print(ERASE + what + dots);
                err.flush();
            } while (!done.await(patience.toMillis(), TimeUnit.MILLISECONDS));
            err.print(ERASE);
            err.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Erases the line. */
    @Override
    public void close() {
        done.countDown();
        try {
            shower.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
