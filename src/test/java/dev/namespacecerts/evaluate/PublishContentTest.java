package dev.namespacecerts.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PublishContentTest {
    @Test
    void publicCasAreNamedAndCounted() {
        assertThat(content("CN=A").publicCas()).isEqualTo("The bundle has the public CA \"CN=A\", which is accepted");
        assertThat(content("CN=A", "CN=B").publicCas())
                .isEqualTo("The bundle has 2 public CAs, the first of which is \"CN=A\". They are accepted");
        assertThat(content().holdsWellKnown()).isFalse();
    }

    private static PublishContent content(String... wellKnown) {
        return new PublishContent(new byte[0], true, List.of(wellKnown), false, 1);
    }
}
