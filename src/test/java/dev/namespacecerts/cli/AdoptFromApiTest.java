package dev.namespacecerts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.cloudservice.TemporalCloud;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.temporal.api.cloud.namespace.v1.CertificateFilterSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command adopt reads from the API, over verified TLS, and says why if it cannot. */
class AdoptFromApiTest {
    private static final String KEY = "tcld_key_of_" + "a_reader";
    private static final String NAME = "accounting.a2dd6";
    private static final HeldCertificate ROOT =
            CertificateBuilder.root("CN=Acme Root,O=Acme").build();

    private final TemporalCloud cloud = new TemporalCloud();

    @TempDir
    private Path folder;

    private Path ca;

    @BeforeEach
    void seed() throws IOException {
        cloud.addReadOnlyKey(KEY, "reader");
        cloud.seed(
                NAME,
                ROOT.pem(),
                CertificateFilterSpec.newBuilder().setCommonName("worker").build());
        ca = Files.writeString(folder.resolve("ca.pem"), TemporalCloud.ca());
    }

    @AfterEach
    void nothingWasChanged() {
        cloud.assertForeignUntouched();
        cloud.close();
    }

    private AdoptRun run(String key, String name, String address, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--temporal-namespace", name, "--address", address));
        arguments.addAll(List.of(more));
        AdoptRun run =
                AdoptRun.of(Map.of("TEMPORAL_CLOUD_API_KEY", key), new byte[0], arguments.toArray(String[]::new));
        if (!key.isBlank()) {
            assertThat(run.out() + run.err()).doesNotContain(key.strip());
        }
        return run;
    }

    private AdoptRun run(String key, String name) {
        return run(key, name, cloud.address(), "--ca", ca.toString());
    }

    private static void assertRefused(AdoptRun run, String... messages) {
        assertThat(run.err()).contains(messages).doesNotContain("\tat ");
        assertThat(run.out()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void oneReadOnlyCallIsEnough() {
        AdoptRun run = run(KEY + "\n", NAME);
        assertThat(run.err()).contains("Ready: True", "Synchronized: True");
        assertThat(run.out())
                .contains(
                        "temporalNamespace: " + NAME,
                        "name: accounting-worker",
                        ROOT.pem().lines().toList().get(1));
        assertThat(run.exitCode()).isZero();
        assertThat(cloud.requests())
                .hasSize(1)
                .allMatch(request -> request.method().equals("GetNamespace"));
    }

    @Test
    void aWrongKey() {
        assertRefused(run("tcld_key_of_nobody", NAME), "Temporal Cloud rejects the API key in TEMPORAL_CLOUD_API_KEY");
    }

    @Test
    void noKey() {
        assertRefused(run(" ", NAME), "TEMPORAL_CLOUD_API_KEY is not set");
        assertThat(cloud.requests()).isEmpty();
    }

    @Test
    void aKeyThatIsNone() {
        assertRefused(run("tcld key\nwith lines", NAME), "The API key is not one of Temporal Cloud");
    }

    @Test
    void aKeyOfAnotherNamespace() {
        cloud.addKeyFor("tcld_key_of_" + "another", "another", "shipping.a2dd6");
        assertRefused(
                run("tcld_key_of_" + "another", NAME), "may not read Temporal Cloud Namespace \"accounting.a2dd6\"");
    }

    @Test
    void noSuchNamespace() {
        assertRefused(run(KEY, "absent.a2dd6"), "Temporal Cloud Namespace \"absent.a2dd6\" does not exist");
        assertRefused(run(KEY, "accounting"), "has the form <name>.<account>");
    }

    @Test
    void anUntrustedServerNeverGetsTheKey() {
        assertRefused(run(KEY, NAME, cloud.address()), "Temporal Cloud does not answer at " + cloud.address(), "--ca");
        assertThat(cloud.requests()).isEmpty();
    }

    @Test
    void aServerWithoutTlsNeverGetsTheKey() throws IOException {
        Server plain = ServerBuilder.forPort(0).build().start();
        try {
            assertRefused(run(KEY, NAME, "localhost:" + plain.getPort(), "--ca", ca.toString()), "Only TLS is used");
        } finally {
            plain.shutdownNow();
        }
    }

    @Test
    void addressAndCaAreChecked() throws IOException {
        assertRefused(run(KEY, NAME, "localhost"), "The address is not <host>:<port>");
        assertRefused(run(KEY, NAME, "https://localhost:1"), "The address is not <host>:<port>");
        assertRefused(
                run(KEY, NAME, cloud.address(), "--ca", "absent.pem"), "--ca: file \"absent.pem\" does not exist");
        Path text = Files.writeString(folder.resolve("text.pem"), "no certificate");
        assertRefused(run(KEY, NAME, cloud.address(), "--ca", text.toString()), "The CA file is not a PEM text");
    }

    @Test
    void aKeyAsArgumentIsNeitherUsedNorPrinted() {
        for (String argument : List.of("--api-key=" + KEY, "--api-key")) {
            AdoptRun run = AdoptRun.of(Map.of(), new byte[0], argument, KEY, "--temporal-namespace", NAME);
            assertThat(run.err()).contains("Treat it as disclosed").doesNotContain(KEY);
            assertThat(run.exitCode()).isEqualTo(2);
        }
    }
}
