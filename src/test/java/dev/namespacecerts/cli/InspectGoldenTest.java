package dev.namespacecerts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reports of the command inspect, about certificates that OpenSSL made. */
class InspectGoldenTest {
    private static final String GOLDEN = "src/test/resources/golden/inspect/";

    @ParameterizedTest(name = "{0} as {1}")
    @CsvSource({"bundle,txt,1", "bundle,json,1", "chain,txt,1", "chain,json,1", "secret,txt,1"})
    void report(String input, String format, int exitCode) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                GOLDEN + "in-" + input + (input.equals("secret") ? ".yaml" : ".pem"),
                "--now=2027-01-01",
                "--format=" + (format.equals("txt") ? "text" : format)));
        if (!input.equals("bundle")) {
            arguments.add("--filters=" + GOLDEN + "in-filters.json");
        }
        NcbRun run = InspectRun.of(arguments.toArray(String[]::new));
        Path golden = Path.of(GOLDEN + "out-" + input + "." + format);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, run.out());
        }
        assertThat(run.out())
                .as("renew it with -Dgolden.update=true, and read the difference")
                .isEqualTo(Files.readString(golden));
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(exitCode);
    }
}
