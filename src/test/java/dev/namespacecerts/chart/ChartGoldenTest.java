package dev.namespacecerts.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The chart renders values.yaml in each folder of golden/chart to out.yaml. Folders release-* are for releases of that name. */
class ChartGoldenTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden/chart");

    static Stream<Path> cases() throws IOException {
        return Files.list(FOLDER).sorted();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void matchesTheGoldenFile(Path folder) throws IOException {
        Path out = folder.resolve("out.yaml");
        String rendered = Chart.render(release(folder), Chart.read(folder.resolve("values.yaml")));
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(out, rendered);
        }
        assertThat(Chart.read(out))
                .as("renew it with -Dgolden.update=true, and read the difference")
                .isEqualTo(rendered);
    }

    private static String release(Path folder) {
        String name = folder.getFileName().toString();
        return name.startsWith("release-") ? name : Chart.NAME;
    }

    /** Two releases in one Kubernetes namespace of one cluster, as docs/shards.md installs them. */
    @Test
    void twoReleasesShareNoObject() {
        List<String> all = Stream.of("release-a", "release-b")
                .flatMap(name -> Chart.parse(Chart.read(FOLDER.resolve(name).resolve("out.yaml"))).stream())
                .map(object -> object.path("kind").asText() + " "
                        + object.at("/metadata/namespace").asText() + "/"
                        + object.at("/metadata/name").asText())
                .toList();
        assertThat(all).doesNotHaveDuplicates().hasSizeGreaterThan(20);
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
