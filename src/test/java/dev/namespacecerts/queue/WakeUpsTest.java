package dev.namespacecerts.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class WakeUpsTest {
    private final AtomicLong time = new AtomicLong();
    private final Set<Integer> notBegun = new HashSet<>();
    private final WakeUps<Integer> wakeUps = new WakeUps<>(object -> !notBegun.contains(object), time::get);

    @Test
    void rareChangesReconcileAllAffectedObjectsAtOnce() {
        assertThat(wakeUps.atOnce("shop", objects(2_000))).hasSize(2_000);
        pass(Duration.ofSeconds(10));
        assertThat(wakeUps.atOnce("shop", objects(2_000))).hasSize(2_000);
        assertThat(wakeUps.due()).isEmpty();
    }

    @Test
    void frequentChangesQueueEachObjectOnce() {
        wakeUps.atOnce("shop", objects(1_000));
        for (int i = 0; i < 100; i++) {
            assertThat(wakeUps.atOnce("shop", objects(1_000))).isEmpty();
        }
        assertThat(wakeUps.due()).isEmpty();
        pass(Duration.ofSeconds(3));
        assertThat(wakeUps.due()).hasSize(100);
        pass(Duration.ofSeconds(1));
        assertThat(wakeUps.due()).hasSize(200);
        pass(Duration.ofSeconds(2));
        assertThat(wakeUps.due()).hasSize(400);
        pass(Duration.ofSeconds(2));
        assertThat(wakeUps.due()).as("the last ones").hasSize(300);
        pass(Duration.ofSeconds(2));
        assertThat(wakeUps.due()).isEmpty();
    }

    @Test
    void aChangeBeforeTheFirstReconciliationCausesNoSecondOne() {
        notBegun.addAll(objects(900));
        for (int i = 0; i < 10; i++) {
            assertThat(wakeUps.atOnce("shop", objects(900))).isEmpty();
        }
        assertThat(wakeUps.atOnce("shop", objects(1_000))).hasSize(100);
        assertThat(wakeUps.due()).isEmpty();
        assertThat(wakeUps.limited("missed changes", objects(900))).hasSize(900);
    }

    @Test
    void anotherOriginDoesNotWait() {
        wakeUps.atOnce("shop", objects(10_000));
        assertThat(wakeUps.atOnce("shop", objects(1))).isEmpty();
        assertThat(wakeUps.atOnce("bank", objects(1))).hasSize(1);
    }

    @Test
    void queuedObjectsAreReconciledByAThread() {
        List<Integer> reconciled = new CopyOnWriteArrayList<>();
        wakeUps.atOnce("shop", objects(501));
        wakeUps.atOnce("shop", Set.of(7));
        wakeUps.atOnce("shop", Set.of(8));
        wakeUps.start(object -> {
            reconciled.add(object);
            if (object == 7) {
                throw new IllegalStateException("meant to fail");
            }
        });
        pass(Duration.ofMillis(10));
        Awaitility.await().until(() -> reconciled.equals(List.of(7)));
        pass(Duration.ofMillis(10));
        Awaitility.await().until(() -> reconciled.equals(List.of(7, 8)));
    }

    @Test
    void theThreadDoesNothingWithoutChanges() {
        AtomicReference<Thread> thread = new AtomicReference<>();
        wakeUps.start(object -> thread.set(Thread.currentThread()));
        for (int burst = 0; burst < 2; burst++) {
            wakeUps.atOnce("shop", objects(501));
            wakeUps.atOnce("shop", Set.of(7));
            pass(Duration.ofMillis(10));
            Awaitility.await().until(() -> thread.get() != null);
            pass(Duration.ofSeconds(10));
            Awaitility.await().until(() -> thread.get().getState() == Thread.State.WAITING);
            thread.set(null);
        }
    }

    private void pass(Duration duration) {
        time.addAndGet(duration.toNanos());
    }

    private static Set<Integer> objects(int count) {
        return IntStream.range(0, count).boxed().collect(Collectors.toSet());
    }
}
