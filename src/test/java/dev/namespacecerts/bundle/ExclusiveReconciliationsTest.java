package dev.namespacecerts.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ExclusiveReconciliationsTest {
    private final List<String> again = new CopyOnWriteArrayList<>();
    private final ExclusiveReconciliations reconciliations = new ExclusiveReconciliations(again::add);
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);

    @Test
    void aConcurrentReconciliationIsSkippedAndRequestedOnceAfterTheFirst() throws Exception {
        CompletableFuture<Optional<String>> first = first();
        assertThat(reconciliations.alone("a/shop", () -> "second")).isEmpty();
        assertThat(reconciliations.alone("a/shop", () -> "third")).isEmpty();
        assertThat(again).isEmpty();
        end.countDown();
        assertThat(first.get(10, TimeUnit.SECONDS)).contains("first");
        assertThat(again).containsExactly("a/shop");
        assertThat(reconciliations.alone("a/shop", () -> "fourth")).contains("fourth");
        assertThat(again).hasSize(1);
    }

    @Test
    void anotherBundleIsReconciledConcurrently() throws Exception {
        CompletableFuture<Optional<String>> first = first();
        assertThat(reconciliations.alone("b/shop", () -> "done")).contains("done");
        end.countDown();
        assertThat(first.get(10, TimeUnit.SECONDS)).contains("first");
        assertThat(again).isEmpty();
    }

    @Test
    void aFailedReconciliationIsFinishedToo() {
        assertThatThrownBy(() -> reconciliations.alone("a/shop", () -> {
                    reconciliations.alone("a/shop", () -> "too early");
                    throw new IllegalStateException("no API server");
                }))
                .hasMessage("no API server");
        assertThat(again).containsExactly("a/shop");
        assertThat(reconciliations.alone("a/shop", () -> "done")).contains("done");
    }

    private CompletableFuture<Optional<String>> first() throws InterruptedException {
        CompletableFuture<Optional<String>> first =
                CompletableFuture.supplyAsync(() -> reconciliations.alone("a/shop", () -> {
                    started.countDown();
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return "first";
                }));
        started.await();
        return first;
    }
}
