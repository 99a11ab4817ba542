package dev.namespacecerts.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs of this machine to their end. */
public final class Tool {
    private static final long LONGEST_MINUTES = 5;

    private Tool() {}

    /** A program at work in a folder; its arguments have spaces between them and none inside. */
    public static ProcessBuilder in(Path folder, String program, String arguments) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments.split(" ", -1)));
        return new ProcessBuilder(command).directory(folder.toFile());
    }

    /** All that it printed. @throws AssertionError if it fails */
    public static String run(ProcessBuilder builder) {
        return run(builder, "");
    }

    /** All that it printed about an input. @throws AssertionError if it fails */
    public static String run(ProcessBuilder builder, String input) {
        Result result = tryTo(builder, input);
        if (result.exitCode != 0) {
            throw new AssertionError(builder.command() + " failed:\n" + result.output);
        }
        return result.output;
    }

    /** Runs a program that may fail. */
    public static Result tryTo(ProcessBuilder builder) {
        return tryTo(builder, "");
    }

    /** Runs a program that may fail, with an input. */
    public static Result tryTo(ProcessBuilder builder, String input) {
        try {
            Process process = builder.redirectErrorStream(true).start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(builder.command() + " does not end");
            }
            return new Result(process.exitValue(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(builder.command() + " cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What a program printed, to both streams, and how it ended. */
    public record Result(int exitCode, String output) {}
}
