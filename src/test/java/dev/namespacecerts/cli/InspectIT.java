package dev.namespacecerts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.cloudservice.Tcld;
import dev.namespacecerts.handshake.GoServer;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command inspect shows what tcld issues, and what a server in Go presents. */
class InspectIT {
    @TempDir
    private Path folder;

    private void tcld(String arguments) {
        ProcessBuilder builder = Tool.in(folder, Tcld.program().toString(), "gen " + arguments);
        builder.environment().put("AUTO_CONFIRM", "true");
        builder.environment().put("HOME", folder.toString());
        Tool.run(builder);
    }

    @Test
    void certificatesOfTcld() {
        tcld("ca --org Acme -d 30d --ca-cert ca.pem --ca-key ca.key");
        tcld("leaf --org Acme --common-name w --ca-cert ca.pem --ca-key ca.key --cert leaf.pem --key leaf.key");
        NcbRun ca = InspectRun.of(folder.resolve("ca.pem").toString());
        assertThat(ca.out()).contains("root  O=Acme", "names    DNS:client.root.Acme.", "No rule is violated.");
        assertThat(ca.exitCode()).isZero();
        NcbRun leaf = InspectRun.of(folder.resolve("leaf.pem").toString(), "--ca=" + folder.resolve("ca.pem"));
        assertThat(leaf.out())
                .contains("leaf  CN=w,", "issuer   O=Acme (a CA of --ca)", "Error EE-3", "Violations: 1 Error");
        assertThat(leaf.exitCode()).isEqualTo(1);
    }

    @Test
    void aServerInGo() throws IOException {
        HeldCertificate clients = CertificateBuilder.root("CN=Clients,O=Acme").build();
        try (GoServer server = new GoServer(Files.writeString(folder.resolve("clients.pem"), clients.pem()))) {
            for (String address : List.of("localhost:", "127.0.0.1:")) {
                assertThat(InspectRun.of(address + server.port()).out())
                        .contains(": TLS 1.3: ", "of one of these CAs:\n  CN=Clients,O=Acme\n", "DNS:localhost");
            }
        }
    }
}
