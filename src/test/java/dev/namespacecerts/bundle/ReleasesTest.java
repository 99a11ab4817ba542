package dev.namespacecerts.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.cloud.CloudFinalizer;
import dev.namespacecerts.settings.Feature;
import dev.namespacecerts.watch.Keys;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReleasesTest {
    private static final Clock CLOCK = Clock.systemUTC();

    private final Semaphore steps = new Semaphore(0);
    private final Semaphore answers = new Semaphore(0);

    /** Takes a step when the test lets it, and asks for the next one in ten minutes. */
    private final Releases releases = new Releases(
            bundle -> {
                steps.release();
                answers.acquireUninterruptibly();
                return Optional.of(CLOCK.instant().plus(Duration.ofMinutes(10)));
            },
            new CloudFinalizer(null, Feature.Enabled),
            CLOCK);

    @Test
    void leavesNoTimerBehind() throws Exception {
        answers.release(100);
        releases.seen(bundle());
        awaitStep();
        for (int i = 0; i < 20; i++) {
            assertThat(releases.wake("payments/accounting")).isTrue();
            awaitStep();
        }
        awaitScheduled(1);
        releases.forget("payments/accounting");
        assertThat(releases.scheduled()).isZero();
        assertThat(releases.wake("payments/accounting")).isFalse();
    }

    @Test
    void anAnswerDuringAStepIsFollowedByAnother() throws Exception {
        releases.seen(bundle());
        awaitStep();
        releases.wake("payments/accounting");
        answers.release();
        awaitStep();
        answers.release();
        awaitScheduled(1);
    }

    @Test
    void aBundleThatIsGoneDuringAStepHasNoFurtherOne() throws Exception {
        releases.seen(bundle());
        awaitStep();
        releases.forget(Keys.of(bundle()));
        answers.release();
        assertThat(steps.tryAcquire(100, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(releases.scheduled()).isZero();
    }

    private void awaitStep() throws InterruptedException {
        assertThat(steps.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    }

    private void awaitScheduled(int count) throws InterruptedException {
        for (int i = 0; i < 1_000 && releases.scheduled() != count; i++) {
            Thread.sleep(10);
        }
        assertThat(releases.scheduled()).isEqualTo(count);
    }

    private static NamespaceCertificateBundle bundle() {
        NamespaceCertificateBundle bundle = new NamespaceCertificateBundle();
        bundle.setMetadata(new ObjectMetaBuilder()
                .withNamespace("payments")
                .withName("accounting")
                .withDeletionTimestamp("2026-11-27T00:00:00Z")
                .withFinalizers(CloudFinalizer.NAME)
                .build());
        return bundle;
    }
}
