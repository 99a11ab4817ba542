package dev.namespacecerts.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every object is reconciled again within the interval, and not all at once. */
class ResyncTest {
    private final Resync resync = new Resync(Duration.ofMinutes(10));

    @Test
    void objectsAreSpreadOverTheSecondHalfOfTheInterval() {
        LongStream minutes = Stream.generate(() -> UUID.randomUUID().toString())
                .limit(1_000)
                .map(resync::interval)
                .peek(interval -> assertThat(interval).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(10)))
                .mapToLong(Duration::toMinutes);
        assertThat(minutes.distinct().count()).isEqualTo(5);
    }

    @Test
    void anEarlierReconciliationIsKept() {
        NamespaceCertificateBundle bundle = new NamespaceCertificateBundle();
        bundle.getMetadata().setUid("uid");
        UpdateControl<NamespaceCertificateBundle> soon = UpdateControl.noUpdate();
        assertThat(resync.within(bundle, soon.rescheduleAfter(Duration.ofSeconds(1)))
                        .getScheduleDelay())
                .contains(1_000L);
        UpdateControl<NamespaceCertificateBundle> late = UpdateControl.noUpdate();
        assertThat(resync.within(bundle, late.rescheduleAfter(Duration.ofHours(1)))
                        .getScheduleDelay()
                        .orElseThrow())
                .isBetween(300_000L, 600_000L);
        UpdateControl<NamespaceCertificateBundle> never = UpdateControl.noUpdate();
        assertThat(resync.within(bundle, never).getScheduleDelay()).isPresent();
    }
}
