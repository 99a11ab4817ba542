package dev.namespacecerts.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import picocli.CommandLine;

/** A command in this JVM. */
record CommandRun(int exitCode, String out, String err) {
    /** Makes a command. */
    interface Factory {
        Object of(Clock clock, PrintStream out, PrintStream err);
    }

    static CommandRun of(Factory factory, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        Object command = factory.of(
                Clock.fixed(AdoptRun.NOW, ZoneOffset.UTC), new PrintStream(out, true, StandardCharsets.UTF_8), errors);
        int exitCode =
                new CommandLine(command).setErr(new PrintWriter(errors, true)).execute(arguments);
        return new CommandRun(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
