package dev.namespacecerts.queue;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Runs reconciliations, with one queue per Kubernetes namespace. A free thread takes from the queue of the namespace that has
 * used the least CPU time (start-time fair queueing: a namespace that was idle starts at the level of the others). Some threads
 * always stay free for a namespace that has nothing running. A namespace with costly reconciliations gets at most half of
 * the processors.
 */
public final class FairExecutor extends AbstractExecutorService {
    /** CPU time from which a reconciliation is costly; an ordinary one takes a few milliseconds. */
    private static final long COSTLY = TimeUnit.MILLISECONDS.toNanos(50);

    /** Charged per reconciliation in addition to its CPU time, because it holds a thread while it waits for the API server. */
    private static final long BASE = TimeUnit.MILLISECONDS.toNanos(1);

    private final ExecutorService pool;
    private final int threads;
    private final int processors;
    private final Supplier<String> namespace;
    private final LongSupplier cpuTime;
    private final Map<String, Share> shares = new HashMap<>();
    private int running;
    private int queued;
    private long clock;
    private boolean stopped;

    /** The queue of one namespace, and the CPU time it used. It is removed once the others have used as much. */
    private static final class Share {
        private final Queue<Runnable> queue = new ArrayDeque<>();
        private int running;
        private long used;
        private long average;

        boolean isActive() {
            return running > 0 || !queue.isEmpty();
        }
    }

    /**
     * @param threads maximum number of concurrent reconciliations
     * @param processors number of processors
     * @param namespace the Kubernetes namespace of what the current thread submits
     * @param cpuTime the CPU time of the current thread, in nanoseconds
     */
    public FairExecutor(int threads, int processors, Supplier<String> namespace, LongSupplier cpuTime) {
        this.pool = Executors.newFixedThreadPool(threads);
        this.threads = threads;
        this.processors = processors;
        this.namespace = namespace;
        this.cpuTime = cpuTime;
    }

    @Override
    public synchronized void execute(Runnable command) {
        if (stopped) {
            throw new RejectedExecutionException("the operator is being stopped");
        }
        Share share = shares.computeIfAbsent(namespace.get(), name -> new Share());
        if (!share.isActive()) {
            share.used = Math.max(share.used, clock);
        }
        share.queue.add(command);
        queued++;
        startMore();
    }

    private void startMore() {
        Optional<Share> next = next();
        while (next.isPresent()) {
            Share share = next.get();
            Runnable command = share.queue.remove();
            clock = Math.max(clock, share.used);
            share.running++;
            running++;
            queued--;
            pool.execute(() -> run(share, command));
            next = next();
        }
    }

    private Optional<Share> next() {
        if (queued == 0 || running == threads) {
            return Optional.empty();
        }
        int fairShare = fairShare();
        return shares.values().stream()
                .filter(share -> !share.queue.isEmpty() && share.running < mostThreads(share, fairShare))
                .min(Comparator.comparingLong(share -> share.used));
    }

    /** The share of a namespace, counting one namespace more, for which threads stay free. */
    private int fairShare() {
        int active = (int) shares.values().stream().filter(Share::isActive).count();
        return Math.max(1, threads / (active + 1));
    }

    private int mostThreads(Share share, int fairShare) {
        return share.average > COSTLY ? Math.min(fairShare, Math.max(1, processors / 2)) : fairShare;
    }

    private void run(Share share, Runnable command) {
        long start = cpuTime.getAsLong();
        try {
            command.run();
        } finally {
            finished(share, cpuTime.getAsLong() - start);
        }
    }

    private synchronized void finished(Share share, long spent) {
        share.used += BASE + spent;
        share.average += (spent - share.average) / 4;
        share.running--;
        running--;
        if (running + queued == 0) {
            shares.clear();
            clock = 0;
        } else {
            shares.values().removeIf(other -> !other.isActive() && other.used <= clock);
            startMore();
        }
        endIfStopped();
    }

    private void endIfStopped() {
        if (stopped && queued == 0) {
            pool.shutdown();
        }
    }

    @Override
    public synchronized void shutdown() {
        stopped = true;
        endIfStopped();
    }

    @Override
    public synchronized List<Runnable> shutdownNow() {
        stopped = true;
        List<Runnable> left =
                shares.values().stream().flatMap(share -> share.queue.stream()).toList();
        shares.values().forEach(share -> share.queue.clear());
        queued = 0;
        pool.shutdownNow();
        return left;
    }

    @Override
    public synchronized boolean isShutdown() {
        return stopped;
    }

    @Override
    public boolean isTerminated() {
        return pool.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return pool.awaitTermination(timeout, unit);
    }
}
