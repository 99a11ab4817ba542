package dev.namespacecerts.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Attempts for one object become rarer, and those for others do not. */
class BackoffTest {
    private final Backoff backoff = new Backoff();

    @Test
    void threeMinutesOfConflictsAreFewAttempts() {
        Duration sum = Duration.ZERO;
        int attempts = 0;
        while (sum.compareTo(Duration.ofMinutes(3)) < 0) {
            sum = sum.plus(backoff.next("one"));
            attempts++;
        }
        assertThat(attempts).isLessThan(20);
        assertThat(backoff.next("one")).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aSuccessResetsTheDelayOfItsObjectOnly() {
        assertThat(backoff.next("one")).isEqualTo(Duration.ofMillis(100));
        assertThat(backoff.next("one")).isEqualTo(Duration.ofMillis(200));
        assertThat(backoff.next("other")).isEqualTo(Duration.ofMillis(100));
        backoff.reset("one");
        assertThat(backoff.next("one")).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void deletedObjectsDoNotFillTheMemory() {
        backoff.next("first");
        IntStream.range(0, 10_000).forEach(i -> backoff.next("uid-" + i));
        assertThat(backoff.next("first")).as("forgotten").isEqualTo(Duration.ofMillis(100));
    }
}
