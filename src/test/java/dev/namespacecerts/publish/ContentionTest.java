package dev.namespacecerts.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ContentionTest {
    private static final Instant NOW = Instant.parse("2030-06-01T00:00:00Z");

    private final Contention contention = new Contention();

    @Test
    void fiveEditsInAMinuteAreContention() {
        for (int i = 0; i < 5; i++) {
            assertThat(contention.isContested("a", NOW)).isFalse();
            contention.add("a", NOW.plusSeconds(i));
        }
        assertThat(contention.isContested("a", NOW.plusSeconds(59))).isTrue();
        assertThat(contention.isContested("a", NOW.plusSeconds(60))).isFalse();
        assertThat(contention.isContested("b", NOW)).isFalse();
    }

    @Test
    void itKeepsAtMostAThousandObjects() {
        for (int i = 0; i < 5; i++) {
            contention.add("a", NOW);
        }
        for (int i = 0; i < 999; i++) {
            contention.add("other " + i, NOW);
        }
        assertThat(contention.isContested("a", NOW)).isTrue();
        contention.add("one more", NOW);
        assertThat(contention.isContested("a", NOW)).isFalse();
    }
}
