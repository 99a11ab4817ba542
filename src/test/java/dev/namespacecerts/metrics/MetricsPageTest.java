package dev.namespacecerts.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/metrics.md names no metric that the code does not have. The other direction is tested on scraped metrics. */
class MetricsPageTest {
    private static final Path CODE = Path.of("src/main/java");

    @Test
    void everyMetricOfThePageIsInTheCode() throws IOException {
        String code;
        try (Stream<Path> files = Files.walk(CODE)) {
            code = files.filter(Files::isRegularFile).map(MetricsPageTest::read).collect(Collectors.joining());
        }
        assertThat(MetricsPage.metrics().keySet())
                .hasSizeGreaterThan(25)
                .allSatisfy(name -> assertThat(code)
                        .contains(name.replaceFirst("^namespacecerts_", "")
                                        .replaceFirst("_(seconds|total|seconds_max)$", "")
                                        .replace('_', '.')
                                + '"'));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
