package dev.namespacecerts.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiguresTest {
    @Test
    void areRowsOfATableAndLinesOfJson(@TempDir Path folder) throws IOException {
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        new Figures("operator", folder.resolve("benchmark"), new PrintStream(table, true, StandardCharsets.UTF_8))
                .add("created, warm", 1_000, 1_500, "ms", 1_000.0, 1.5, 1.5)
                .add("CPU a bundle", 1_000, 4.26, "ms", null, null, 4.0)
                .add("writes a bundle", 1_000, 2, "requests");

        assertThat(Files.readAllLines(folder.resolve("benchmark/operator.jsonl")))
                .containsExactly(
                        "{\"benchmark\":\"operator\",\"case\":\"created, warm\",\"n\":1000,\"value\":1500.0,"
                                + "\"unit\":\"ms\",\"yardstick\":1000.0,\"ratio\":1.5,\"target\":1.5}",
                        "{\"benchmark\":\"operator\",\"case\":\"CPU a bundle\",\"n\":1000,\"value\":4.26,"
                                + "\"unit\":\"ms\",\"yardstick\":null,\"ratio\":null,\"target\":4.0}",
                        "{\"benchmark\":\"operator\",\"case\":\"writes a bundle\",\"n\":1000,\"value\":2.0,"
                                + "\"unit\":\"requests\",\"yardstick\":null,\"ratio\":null,\"target\":null}");
        assertThat(table.toString(StandardCharsets.UTF_8).lines())
                .extracting(line -> line.strip().replaceAll(" +", " "))
                .containsExactly(
                        "case n value unit yardstick ratio",
                        "created, warm 1000 1,500 ms 1,000 1.50 at most 1.50",
                        "CPU a bundle 1000 4.26 ms MISSED, at most 4",
                        "writes a bundle 1000 2 requests");
    }
}
