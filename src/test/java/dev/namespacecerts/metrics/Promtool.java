package dev.namespacecerts.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Prometheus's own judge of rules and metrics: promtool, of Debian's package prometheus. */
public final class Promtool {
    private Promtool() {}

    /** Runs it and fails with what it says where it finds fault. */
    public static void check(String input, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Path file = Files.createTempFile("promtool", ".txt");
        try {
            Files.writeString(file, input);
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(file.toFile())
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(command + " says:\n" + said).isZero();
        } catch (IOException e) {
            throw new AssertionError("promtool is missing: install Prometheus (Debian: apt-get install prometheus)", e);
        } finally {
            Files.delete(file);
        }
    }
}
