package dev.namespacecerts.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * What a command takes from the process: the clock, the environment variables, the current folder and the standard streams, in
 * UTF-8.
 */
record Surroundings(
        Clock clock, Map<String, String> environment, Path folder, InputStream in, PrintStream out, PrintStream err) {

    /** In the current folder. */
    Surroundings(Clock clock, Map<String, String> environment, InputStream in, PrintStream out, PrintStream err) {
        this(clock, environment, Path.of(""), in, out, err);
    }

    static Surroundings ofProcess() {
        return new Surroundings(
                Clock.systemUTC(),
                System.getenv(),
                System.in,
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
    }
}
