package dev.namespacecerts.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The chart renders values.yaml in each folder of golden/chart to out.yaml. */
class ChartGoldenTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden/chart");

    static Stream<Path> cases() throws IOException {
        return Files.list(FOLDER).sorted();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void matchesTheGoldenFile(Path folder) throws IOException {
        Path out = folder.resolve("out.yaml");
        String rendered = Chart.render(Chart.read(folder.resolve("values.yaml")));
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(out, rendered);
        }
        assertThat(Chart.read(out))
                .as("renew it with -Dgolden.update=true, and read the difference")
                .isEqualTo(rendered);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void hasNoUnusedFile(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("values.yaml", "out.yaml");
        }
    }
}
