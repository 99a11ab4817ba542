package dev.namespacecerts.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FairExecutorTest {
    private static final int THREADS = 8;
    private static final int PROCESSORS = 2;

    private final AtomicLong cpuTime = new AtomicLong();
    private final ThreadLocal<String> namespace = new ThreadLocal<>();
    private final FairExecutor executor = new FairExecutor(THREADS, PROCESSORS, namespace::get, cpuTime::get);
    private final AtomicInteger underWay = new AtomicInteger();
    private final Semaphore ends = new Semaphore(0);

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    @Test
    void aBusyNamespaceLeavesThreadsForAnother() {
        submitWaiting("busy", 1_000);
        patiently().until(() -> underWay.get() == THREADS / 2);
        CountDownLatch done = new CountDownLatch(1);
        submit("quiet", done::countDown);
        patiently().atMost(Duration.ofSeconds(5)).until(() -> done.getCount() == 0);
        assertThat(underWay).hasValue(THREADS / 2);
    }

    @Test
    void manyBusyNamespacesShareTheThreads() {
        for (int i = 0; i < 100; i++) {
            submitWaiting("busy-" + i, 10);
        }
        patiently().until(() -> underWay.get() == THREADS);
        ends.release(1_000);
        patiently().until(() -> underWay.get() == 0);
    }

    @Test
    void namespacesThatUsedLessCpuComeFirst() throws Exception {
        FairExecutor one = new FairExecutor(1, 1, namespace::get, cpuTime::get);
        List<String> order = new CopyOnWriteArrayList<>();
        CountDownLatch begin = new CountDownLatch(1);
        namespace.set("first");
        one.execute(() -> awaitQuietly(begin));
        for (int i = 0; i < 3; i++) {
            namespace.set("costly");
            one.execute(() -> {
                cpuTime.addAndGet(TimeUnit.MILLISECONDS.toNanos(40));
                order.add("costly");
            });
        }
        for (int i = 0; i < 3; i++) {
            namespace.set("cheap");
            one.execute(() -> order.add("cheap"));
        }
        begin.countDown();
        one.shutdown();
        assertThat(one.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(order.subList(0, 4)).containsOnlyOnce("costly");
        assertThat(order.subList(4, 6)).containsExactly("costly", "costly");
    }

    @Test
    void aNamespaceOfCostlyReconciliationsGetsHalfOfTheProcessors() {
        submitWaiting("other", 1);
        patiently().until(() -> underWay.get() == 1);
        submit("costly", () -> cpuTime.addAndGet(TimeUnit.SECONDS.toNanos(4)));
        patiently().until(() -> cpuTime.get() > 0);
        submitWaiting("costly", 100);
        patiently().pollDelay(Duration.ofMillis(200)).until(() -> underWay.get() == 1 + PROCESSORS / 2);
    }

    @Test
    void aFailedTaskFreesItsThread() throws Exception {
        for (int i = 0; i < 100; i++) {
            submit("failing", () -> {
                throw new IllegalStateException("meant to fail");
            });
        }
        CountDownLatch done = new CountDownLatch(1);
        submit("failing", done::countDown);
        assertThat(done.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aShutdownRunsQueuedTasksAndAcceptsNoMore() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        for (int i = 0; i < 100; i++) {
            submit("busy", ran::incrementAndGet);
        }
        executor.shutdown();
        assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(ran).hasValue(100);
        assertThatThrownBy(() -> submit("busy", () -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    /** What another test made fail in a thread of its own is nothing to this one. */
    private static ConditionFactory patiently() {
        return Awaitility.await().dontCatchUncaughtExceptions();
    }

    private void submitWaiting(String name, int count) {
        for (int i = 0; i < count; i++) {
            submit(name, () -> {
                underWay.incrementAndGet();
                ends.acquireUninterruptibly();
                underWay.decrementAndGet();
            });
        }
    }

    private void submit(String name, Runnable command) {
        namespace.set(name);
        executor.execute(command);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
