package dev.namespacecerts.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class OtherChangesTest {
    @Test
    void theControllerWaitsForTheList() throws Exception {
        CountDownLatch asked = new CountDownLatch(3);
        AtomicBoolean listed = new AtomicBoolean();
        OtherChanges<CertificateFilter> changes = new OtherChanges<>("bundles", () -> {
            asked.countDown();
            return listed.get();
        });
        CompletableFuture<Void> started = CompletableFuture.runAsync(changes::start);
        asked.await();
        assertThat(started).isNotDone();
        listed.set(true);
        await().until(started::isDone);
        assertThat(started).isCompleted();
    }
}
