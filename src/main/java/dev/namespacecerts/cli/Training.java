package dev.namespacecerts.cli;

import java.io.ByteArrayInputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/** Uses the commands while the distribution is packaged, so that the JVM archives the classes that they need. */
public final class Training {
    private Training() {}

    public static void main(String[] arguments) throws Exception {
        String manifests;
        try (InputStream in = Training.class.getResourceAsStream("training.yaml")) {
            manifests = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        run(0, "", "--help");
        for (String command : Commands.NAMES) {
            run(0, "", command, "--help");
            run(Commands.UNUSABLE, "", command, "--wrong");
        }
        run(Commands.FINDINGS, manifests, "lint", "-");
        Path file = Files.createTempFile("training", ".yaml");
        try {
            Files.writeString(file, manifests);
            run(Commands.FINDINGS, "", "lint", file.toString());
        } finally {
            Files.delete(file);
        }
        run(0, "", "completion", "fish");
    }

    private static void run(int expected, String in, String... arguments) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        Surroundings process = new Surroundings(
                Clock.fixed(Instant.parse("2026-12-01T00:00:00Z"), ZoneOffset.UTC),
                Map.of(),
                new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                nowhere,
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        int exitCode = Ncb.run(process, arguments);
        if (exitCode != expected) {
            throw new IllegalStateException(String.join(" ", arguments) + ": exit code " + exitCode);
        }
    }
}
