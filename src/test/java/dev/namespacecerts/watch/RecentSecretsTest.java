package dev.namespacecerts.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.testing.ManualClock;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentSecretsTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    private final ManualClock clock = new ManualClock(NOW);
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
        clock.set(NOW.plusSeconds(11));
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
}
