package dev.namespacecerts.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class VisitsTest {
    private final Visits visits = new Visits();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);

    @Test
    void aSecondVisitOfABundleWaitsForTheEndOfTheFirst() throws Exception {
        CompletableFuture<Integer> first = CompletableFuture.supplyAsync(() -> visits.alone("a/shop", this::visit));
        started.await();
        CompletableFuture<Integer> second = new CompletableFuture<>();
        Thread thread = new Thread(() -> second.complete(visits.alone("a/shop", this::visit)));
        thread.start();
        await().until(() -> thread.getState() == Thread.State.WAITING);
        assertThat(second).isNotDone();
        end.countDown();
        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(1);
    }

    @Test
    void aVisitOfAnotherBundleWaitsForNothing() throws Exception {
        CompletableFuture<Integer> first = CompletableFuture.supplyAsync(() -> visits.alone("a/shop", this::visit));
        started.await();
        assertThat(visits.alone("b/shop", () -> "done")).isEqualTo("done");
        end.countDown();
        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(1);
    }

    @Test
    void aVisitThatFailedIsOverToo() {
        assertThatThrownBy(() -> visits.alone("a/shop", () -> {
                    throw new IllegalStateException("no API server");
                }))
                .hasMessage("no API server");
        assertThat(visits.alone("a/shop", () -> "done")).isEqualTo("done");
    }

    /** How many visits are under way. */
    private int visit() {
        int now = atOnce.incrementAndGet();
        started.countDown();
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        atOnce.decrementAndGet();
        return now;
    }
}
