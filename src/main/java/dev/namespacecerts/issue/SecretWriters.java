package dev.namespacecerts.issue;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads that write Secrets while a reconciliation generates further keys. Each reconciliation waits for its few writes ({@link
 * LeafWrites}), which bounds their number. So a Kubernetes namespace in which writes are slow takes no thread from another one.
 */
@ApplicationScoped
class SecretWriters {
    /** So that no library keeps what a thread wrote, a private key, for as long as the thread has nothing to do. */
    static final Duration LONGEST_IDLE = Duration.ofMillis(200);

    private final ExecutorService threads = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, LONGEST_IDLE.toMillis(), TimeUnit.MILLISECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(task, "secret-writer");
                thread.setDaemon(true);
                return thread;
            });

    <T> Future<T> submit(Callable<T> write) {
        return threads.submit(write);
    }
}
