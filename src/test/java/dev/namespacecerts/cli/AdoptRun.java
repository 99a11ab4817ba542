package dev.namespacecerts.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import picocli.CommandLine;

/** The command adopt in this JVM. */
record AdoptRun(int exitCode, String out, String err) {
    static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");

    static AdoptRun of(Map<String, String> environment, byte[] in, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Surroundings process = new Surroundings(
                Clock.fixed(NOW, ZoneOffset.UTC),
                environment,
                new ByteArrayInputStream(in),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        int exitCode = Commands.prepared(new CommandLine(Commands.create("adopt", process)), process)
                .execute(arguments);
        return new AdoptRun(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Of JSON at standard input. */
    static AdoptRun ofTcld(byte[] json, String... more) {
        String[] arguments = new String[more.length + 2];
        arguments[0] = "--from-tcld";
        arguments[1] = "-";
        System.arraycopy(more, 0, arguments, 2, more.length);
        return of(Map.of(), json, arguments);
    }
}
