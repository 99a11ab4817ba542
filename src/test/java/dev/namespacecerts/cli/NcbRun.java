package dev.namespacecerts.cli;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;

/** The program ncb in this JVM. */
record NcbRun(int exitCode, String out, String err) {
    static NcbRun of(String... arguments) {
        return of(process -> Ncb.run(process, arguments));
    }

    static NcbRun of(Function<Surroundings, Integer> program) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Surroundings process = new Surroundings(
                Clock.systemUTC(),
                Map.of(),
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        int exitCode = program.apply(process);
        return new NcbRun(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
