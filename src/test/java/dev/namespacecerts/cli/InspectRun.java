package dev.namespacecerts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import picocli.CommandLine;

/** The command inspect in this JVM. */
final class InspectRun {
    static final Map<String, String> ENVIRONMENT = Map.of("PASSWORD", "changeit", "WRONG", "changed");

    private InspectRun() {}

    static NcbRun of(byte[] in, Duration serverLimit, String... arguments) {
        Clock clock = Clock.fixed(Instant.now(), ZoneOffset.UTC);
        NcbRun run = NcbRun.of(process -> Commands.prepared(
                        new CommandLine(new InspectCommand(
                                clock,
                                ENVIRONMENT,
                                new ByteArrayInputStream(in),
                                process.out(),
                                process.err(),
                                serverLimit)),
                        process)
                .execute(arguments));
        assertThat(run.err() + run.out()).doesNotContain("Unexpected failure", "Exception", "PRIVATE KEY-----");
        return run;
    }

    static NcbRun of(String... arguments) {
        return of(new byte[0], Duration.ofSeconds(10), arguments);
    }

    static NcbRun ofInput(byte[] in, String... more) {
        String[] arguments = new String[more.length + 1];
        arguments[0] = "-";
        System.arraycopy(more, 0, arguments, 1, more.length);
        return of(in, Duration.ofSeconds(10), arguments);
    }
}
