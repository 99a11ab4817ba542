package dev.namespacecerts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line of lint: PEM files, exit codes, and wrong usage. */
class LintCommandTest {
    private static final String SAMPLES = "deploy/samples/lint";
    private static final HeldCertificate ROOT =
            CertificateBuilder.root("CN=Acme Root").build();

    @TempDir
    private Path folder;

    @Test
    void pemFilesAreOneBundleWithFiltersAndClients() throws IOException {
        HeldCertificate intermediate = CertificateBuilder.intermediate("CN=Acme Issuing")
                .issuedBy(ROOT)
                .build();
        HeldCertificate worker =
                CertificateBuilder.leaf("CN=worker").issuedBy(intermediate).build();
        NcbRun good = NcbRun.of(
                "lint",
                "--pem=" + file("root.pem", ROOT.pem()),
                "--pem=" + file("issuing.pem", intermediate.pem()),
                "--filters=" + file("filters.json", "{\"filters\": [{\"commonName\": \"worker\"}]}"),
                "--client=" + file("worker.pem", worker.pem()));
        assertThat(good.out()).isEqualTo("No findings in 4 files: 2 CA files, 1 filter, 1 client evaluated.\n");
        assertThat(good.exitCode()).isZero();
        NcbRun bad = NcbRun.of(
                "lint",
                "--pem=" + file("issuing.pem", "text\n" + intermediate.pem()),
                "--filters=" + file("filters.json", "{\"filters\": [{\"commonName\": \"starter\"}]}"),
                "--client=" + file("worker.pem", worker.pem()));
        assertThat(bad.exitCode()).isEqualTo(1);
        assertThat(bad.out()).contains("issuing.pem:2:1: Error CA-3").contains("worker.pem:1:1: Error EE-9");
    }

    @Test
    void aPrivateKeyIsNamedAndNotShown() throws IOException {
        NcbRun run = NcbRun.of("lint", "--pem=" + file("both.pem", ROOT.pem() + ROOT.privateKeyPem()));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("Error CA-10: Block 2 of ");
        assertThat(run.out())
                .doesNotContain(ROOT.privateKeyPem().lines().toList().get(1).substring(0, 20));
    }

    @Test
    void theDayDecides() throws IOException {
        String pem = "--pem=" + file("root.pem", ROOT.pem());
        assertThat(NcbRun.of("lint", pem).exitCode()).isZero();
        assertThat(NcbRun.of("lint", pem, "--now=2099-01-01").out()).contains("CA-7");
        assertThat(NcbRun.of("lint", pem, "--now=tomorrow").exitCode()).isEqualTo(2);
    }

    @Test
    void warningsFailOnlyIfAsked() throws IOException {
        String pem = "--pem=" + file("twice.pem", ROOT.pem() + ROOT.pem());
        assertThat(NcbRun.of("lint", pem).exitCode()).isZero();
        assertThat(NcbRun.of("lint", pem, "--max-warnings=1").exitCode()).isZero();
        assertThat(NcbRun.of("lint", pem, "--max-warnings=0").exitCode()).isEqualTo(1);
        assertThat(NcbRun.of("lint", pem, "--max-warnings=-1").err()).contains("at least 0");
        assertThat(NcbRun.of("lint", pem, "--fail-on=warning").exitCode()).isEqualTo(1);
    }

    @Test
    void wrongUsageAndUnreadableInputAreExitCode2() throws IOException {
        assertThat(NcbRun.of("lint").err()).contains("Give at least one path");
        assertThat(NcbRun.of("lint").exitCode()).isEqualTo(2);
        assertThat(NcbRun.of("lint", "nowhere").exitCode()).isEqualTo(2);
        assertThat(NcbRun.of("lint", "--pem=nowhere").err()).contains("does not exist");
        assertThat(NcbRun.of("lint", SAMPLES, "--filters=x.json").exitCode()).isEqualTo(2);
        NcbRun unknownKey = NcbRun.of(
                "lint",
                "--pem=" + file("root.pem", ROOT.pem()),
                "--filters=" + file("filters.json", "{\"filters\": [{\"organisation\": \"Acme\"}]}"));
        assertThat(unknownKey.exitCode()).isEqualTo(2);
        assertThat(unknownKey.err()).contains("organisation").contains("organization");
        assertThat(NcbRun.of("lint", SAMPLES, "nowhere").out()).contains("CA-7").contains("nowhere: Error Unreadable");
        assertThat(NcbRun.of("lint", SAMPLES, "nowhere").exitCode()).isEqualTo(2);
    }

    @Test
    void writesAFileInAFormat() throws IOException {
        Path output = folder.resolve("lint.json");
        NcbRun run = NcbRun.of("lint", SAMPLES, "--format=json", "--output=" + output);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(new ObjectMapper().readTree(output.toFile()).path("findings"))
                .hasSize(3);
        NcbRun intoFolder = NcbRun.of("lint", SAMPLES, "--output=" + folder);
        assertThat(intoFolder.exitCode()).isEqualTo(2);
        assertThat(intoFolder.err()).contains("is a folder. Name a file in it.");
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
