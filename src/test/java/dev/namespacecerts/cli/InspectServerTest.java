package dev.namespacecerts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command inspect shows what a server of OpenSSL presents and asks for. */
class InspectServerTest {
    private static final HeldCertificate ROOT =
            CertificateBuilder.root("CN=Server Root").build();
    private static final HeldCertificate SERVER =
            CertificateBuilder.leaf("CN=frontend").issuedBy(ROOT).build();
    private static final HeldCertificate CLIENTS =
            CertificateBuilder.root("CN=Clients,O=Acme").build();

    @TempDir
    private Path folder;

    @BeforeEach
    void files() throws IOException {
        write("server.pem", SERVER.pem());
        write("server.key", SERVER.privateKeyPem());
        write("root.pem", ROOT.pem());
        write(
                "clients.pem",
                CLIENTS.pem() + CertificateBuilder.root("CN=More").build().pem());
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    /** {@code openssl s_server} on a free port. */
    private final class Server implements AutoCloseable {
        private final Process process;
        private final int port;

        Server(String options) {
            List<String> command = new ArrayList<>(List.of(
                    "openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", "server.pem", "-key", "server.key"));
            command.addAll(List.of(options.split(" ")));
            try {
                process = new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
                BufferedReader output =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
                String line = output.readLine();
                while (!line.startsWith("ACCEPT ")) {
                    line = output.readLine();
                }
                port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        NcbRun inspect(String... options) {
            String[] arguments = new String[options.length + 1];
            arguments[0] = "127.0.0.1:" + port;
            System.arraycopy(options, 0, arguments, 1, options.length);
            return InspectRun.of(new byte[0], Duration.ofSeconds(20), arguments);
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1_2", "1_3"})
    void theChainAndTheCasOfClients(String version) {
        try (Server server = new Server("-tls" + version + " -cert_chain root.pem -Verify 2 -CAfile clients.pem")) {
            NcbRun run = server.inspect();
            assertThat(run.out())
                    .contains(
                            ": TLS " + version.replace('_', '.') + ": 2 certificates",
                            "The server asks for a client certificate of one of these CAs:\n",
                            "  CN=Clients,O=Acme\n  CN=More\n",
                            "root  CN=Server Root  (block 2)",
                            "└─ leaf  CN=frontend  (block 1)",
                            "The rules are for CA bundles and client certificates");
            assertThat(run.exitCode()).isZero();
            assertThat(server.inspect("--format=json").out())
                    .contains("\"asksForClientCertificate\" : true", "[ \"CN=Clients,O=Acme\", \"CN=More\" ]");
        }
    }

    @Test
    void aServerThatAsksForNothing() {
        try (Server server = new Server("-tls1_3")) {
            assertThat(server.inspect().out()).contains("The server does not ask for a client certificate.");
        }
        try (Server server = new Server("-tls1_3 -verify 2")) {
            assertThat(server.inspect().out()).contains("The server asks for a client certificate, and names no CA.");
        }
    }

    @Test
    void theServerNameIsSent() throws IOException {
        HeldCertificate other =
                CertificateBuilder.leaf("CN=other").issuedBy(ROOT).build();
        write("other.pem", other.pem());
        write("other.key", other.privateKeyPem());
        try (Server server = new Server("-servername other.example -cert2 other.pem -key2 other.key")) {
            assertThat(server.inspect().out()).contains("CN=frontend").doesNotContain("CN=other");
            assertThat(server.inspect("--server-name=other.example").out()).contains("CN=other");
            NcbRun invalid = server.inspect("--server-name=not a name");
            assertThat(invalid.err()).contains("The server name is not a valid host name.");
            assertThat(invalid.exitCode()).isEqualTo(2);
        }
    }

    @Test
    void anExpiredCertificateIsAFinding() throws IOException {
        HeldCertificate expired = CertificateBuilder.leaf("CN=frontend")
                .issuedBy(ROOT)
                .notAfter(Instant.now().minus(Duration.ofDays(3)).minusSeconds(60))
                .notBefore(Instant.now().minus(Duration.ofDays(9)))
                .build();
        write("server.pem", expired.pem());
        write("server.key", expired.privateKeyPem());
        try (Server server = new Server("-tls1_3")) {
            NcbRun run = server.inspect();
            assertThat(run.out()).contains("expired 3 days ago", "A certificate is expired or not yet valid.");
            assertThat(run.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void aServerWithoutACommonProtocol() {
        try (Server server = new Server("-tls1_3 -ciphersuites TLS_AES_128_CCM_SHA256")) {
            NcbRun run = server.inspect();
            assertThat(run.err()).contains("The TLS handshake with 127.0.0.1:", "Only TLS 1.2 and 1.3 are used.");
            assertThat(run.exitCode()).isEqualTo(2);
        }
    }
}
