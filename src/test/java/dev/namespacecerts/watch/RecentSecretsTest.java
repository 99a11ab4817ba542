package dev.namespacecerts.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentSecretsTest {
    private final SettableClock clock = new SettableClock();
    private final RecentSecrets recent = new RecentSecrets(clock);

    @Test
    void whatWasWrittenIsThereBeforeAWatchShowsIt() {
        recent.wrote(secret("first", 7));
        assertThat(seen()).isEqualTo("7");
    }

    @Test
    void theNewerOneCounts() {
        recent.wrote(secret("first", 7));
        assertThat(seen(secret("first", 6))).isEqualTo("7");
        assertThat(seen(secret("first", 10))).isEqualTo("10");
    }

    @Test
    void whatIsGoneIsForgotten() {
        recent.wrote(secret("first", 7));
        recent.gone(secret("first", 8));
        assertThat(seen()).isNull();
    }

    /** Else it would be issued again, should it be deleted before a watch shows it. */
    @Test
    void theEndOfAnEarlierSecretOfTheSameNameIsNotThatOfTheOneInItsPlace() {
        recent.wrote(secret("second", 9));
        recent.gone(secret("first", 8));
        assertThat(seen()).isEqualTo("9");
    }

    @Test
    void afterTenSecondsTheWatchAloneCounts() {
        recent.wrote(secret("first", 7));
        clock.now = clock.now.plus(Duration.ofSeconds(11));
        assertThat(seen()).isNull();
    }

    /** The version that counts; null where there is none. */
    private String seen(Secret... watched) {
        KeptSecret secret = recent.over(
                        List.of(watched).stream().map(Pruned::kept).toList(), "payments", "bundle")
                .get("worker");
        return secret == null ? null : secret.getMetadata().getResourceVersion();
    }

    private static Secret secret(String uid, int version) {
        return new SecretBuilder()
                .withNewMetadata()
                .withName("worker")
                .withNamespace("payments")
                .withUid(uid)
                .withResourceVersion(Integer.toString(version))
                .withOwnerReferences(
                        new OwnerReferenceBuilder().withUid("bundle").build())
                .endMetadata()
                .build();
    }

    private static final class SettableClock extends Clock {
        private Instant now = Instant.parse("2026-06-01T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
