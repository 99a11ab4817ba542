package dev.namespacecerts.cli;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
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
        Surroundings process = new Surroundings(
                Clock.fixed(AdoptRun.NOW, ZoneOffset.UTC),
                Map.of(),
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        Object command = factory.of(process.clock(), process.out(), process.err());
        int exitCode = Commands.prepared(new CommandLine(command), process).execute(arguments);
        return new CommandRun(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
