package dev.namespacecerts.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The benchmark of lint in small, so that it keeps working. Its figures are not judged. */
class LintBenchmarkIT {
    @Test
    void printsBothRatios() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Dnamespacecerts.starts=1",
                        "-Dnamespacecerts.manifests=10",
                        "-Dnamespacecerts.turns=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LintBenchmark.class.getName())
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        assertThat(out)
                .containsPattern("(?m)^clock +\\d+\\.\\d+ +\\d+\\.\\d+ +\\d+\\.\\d+ ")
                .contains("10 manifests with 20 P-384 certificates")
                .containsPattern("Warm, median of 1: \\d+\\.\\d+ times the CPU time of the bare verification");
    }
}
