package dev.namespacecerts.testing;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A program of {@code src/test/go}, built on first use, that does or judges what others rely on Go for. */
public final class GoProgram {
    private static final Path SOURCES = Path.of("src/test/go");
    private static final Path BUILT = Path.of("target/go").toAbsolutePath();

    /** Whether what an earlier run has built is used as it is; see {@code .ci/fresh}. */
    private static final boolean REUSED = System.getenv("NAMESPACECERTS_BUILT") != null;

    private static final Map<String, GoProgram> PROGRAMS = new ConcurrentHashMap<>();

    private final Path file;

    private GoProgram(Path file) {
        this.file = file;
    }

    /** The program of a folder, with the versions of its go.sum. */
    public static GoProgram of(String folder) {
        return PROGRAMS.computeIfAbsent(folder, name -> build(folder, name, "."));
    }

    /**
     * A program of another module, which the go.mod of a folder names as a tool.
     *
     * @param main its main package
     * @param tags build tags, separated by commas
     */
    public static GoProgram tool(String folder, String main, String tags) {
        return PROGRAMS.computeIfAbsent(
                main.substring(main.lastIndexOf('/') + 1), name -> build(folder, name, "-tags", tags, main));
    }

    /** The sources of a module in the version that a folder requires; downloaded if this machine lacks them. */
    public static Path module(String folder, String module) {
        runGo(folder, "mod", "download", module);
        return Path.of(runGo(folder, "list", "-m", "-f", "{{.Dir}}", module));
    }

    private static String runGo(String folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of("go"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(SOURCES.resolve(folder).toFile());
        builder.environment().put("GOFLAGS", "-mod=readonly");
        return run(builder, "").strip();
    }

    private static GoProgram build(String folder, String name, String... arguments) {
        Path file = BUILT.resolve(name);
        // Flags as deploy/local/build has them, so that what the two share is compiled once.
        List<String> command =
                new ArrayList<>(List.of("go", "build", "-buildvcs=false", "-trimpath", "-o", file.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(SOURCES.resolve(folder).toFile());
        builder.environment().put("GOFLAGS", "-mod=readonly");
        builder.environment().remove("GODEBUG"); // Go as it is out of the box, without switches that somebody has set
        // The JVMs of a test run may need the same program at the same time.
        try {
            Files.createDirectories(BUILT);
            try (FileChannel lock = FileChannel.open(BUILT.resolve(name + ".lock"), CREATE, WRITE)) {
                lock.lock();
                if (!(REUSED && Files.isExecutable(file))) {
                    run(builder, "");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new GoProgram(file);
    }

    /** Where it is, ready to be run. */
    public Path file() {
        return file;
    }

    /**
     * What it prints about an input, without the line feed at the end.
     *
     * @throws AssertionError with its message where it fails
     */
    public String ask(String input, String... arguments) {
        List<String> command = new ArrayList<>(List.of(file.toString()));
        command.addAll(List.of(arguments));
        return run(new ProcessBuilder(command), input).strip();
    }

    /** Starts a program that runs until its standard input ends. */
    public Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(file.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String run(ProcessBuilder builder, String input) {
        try {
            Process process = builder.redirectErrorStream(true).start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(builder.command() + " failed:\n" + text);
            }
            return text;
        } catch (IOException e) {
            throw new AssertionError(
                    "this test needs Go 1.26 or newer: " + builder.command() + " could not be run, " + e.getMessage(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
