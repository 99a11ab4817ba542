package dev.namespacecerts.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.namespacecerts.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventQueueTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    private final ManualClock clock = new ManualClock(NOW);
    private final Queue<Duration> pauses = new ConcurrentLinkedQueue<>();
    private final EventQueue queue = new EventQueue(clock, pauses::add);
    private final AtomicInteger written = new AtomicInteger();

    @AfterEach
    void close() {
        queue.close();
    }

    @Test
    void anObjectHas25EventsAtOnceAndThenOneEveryFiveMinutes() {
        assertThat(add(547, "shop", "flapping")).isEqualTo(25);
        await().until(() -> written.get() == 25);
        assertThat(add(1, "shop", "calm")).isEqualTo(1);
        clock.set(NOW.plus(Duration.ofMinutes(10)));
        assertThat(add(547, "shop", "flapping")).isEqualTo(2);
        clock.set(NOW.plus(Duration.ofDays(10)));
        assertThat(add(547, "shop", "flapping")).isEqualTo(25);
    }

    @Test
    void addingAnEventNeverBlocksAndNamespacesHaveSeparateLimits() {
        CountDownLatch answered = new CountDownLatch(1);
        queue.add("slow", "first", () -> awaitQuietly(answered));
        int busy = 0;
        for (int i = 0; i < 2_000; i++) {
            busy += add(1, "busy", "object-" + i);
        }
        assertThat(busy).isEqualTo(100);
        assertThat(add(1, "quiet", "object")).isEqualTo(1);
        int others = 0;
        for (int i = 0; i < 2_000; i++) {
            others += add(1, "other-" + i, "other-" + i);
        }
        assertThat(others).isEqualTo(1_000 - 101);
        answered.countDown();
        await().until(() -> written.get() == 1_000);
        assertThat(add(1, "busy", "new")).isEqualTo(1);
    }

    @Test
    void aHundredAreWrittenAtOnceAndThen25PerSecond() {
        writeEach(100);
        assertThat(pauses).isEmpty();
        writeEach(1);
        assertThat(pauses).containsExactly(Duration.ofMillis(40));
        clock.set(NOW.plusSeconds(1));
        writeEach(24);
        assertThat(pauses).hasSize(1);
        writeEach(1);
        assertThat(pauses).hasSize(2);
        clock.set(NOW.plusSeconds(1_000));
        writeEach(100);
        assertThat(pauses).hasSize(2);
    }

    private void writeEach(int count) {
        int before = written.get();
        for (int i = 0; i < count; i++) {
            add(1, "namespace-" + i, "object-" + before + i);
        }
        await().until(() -> written.get() == before + count);
    }

    @Test
    void queuedEventsAreWrittenBeforeTheShutdown() {
        add(20, "shop", "last");
        queue.close();
        assertThat(written).hasValue(20);
        assertThat(add(1, "shop", "late")).isZero();
    }

    private int add(int count, String namespace, String uid) {
        int added = 0;
        for (int i = 0; i < count; i++) {
            added += queue.add(namespace, uid, written::incrementAndGet) ? 1 : 0;
        }
        return added;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
