package dev.namespacecerts.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(screen, true, StandardCharsets.UTF_8);

    @Test
    void aLineAppearsAndIsErased() {
        try (Progress progress = Progress.start(err, "Waiting", Duration.ofMillis(5), () -> true)) {
            await().untilAsserted(() ->
                    assertThat(screen.toString(StandardCharsets.UTF_8)).contains("Waiting.."));
        }
        assertThat(screen.toString(StandardCharsets.UTF_8)).endsWith("\r\u001b[K");
    }

    @Test
    void whatIsDoneSoonShowsNothing() {
        try (Progress progress = Progress.start(err, "Waiting", Duration.ofMinutes(5), () -> true)) {
            assertThat(progress).isNotNull();
        }
        assertThat(screen.size()).isZero();
    }

    @Test
    void nothingIsShownWithoutATerminal() {
        assertThat(Progress.start(err, "Waiting", Duration.ZERO, () -> false)).isNull();
        assertThat(Progress.start(err, "Waiting")).isNull();
    }
}
