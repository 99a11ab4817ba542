package dev.namespacecerts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.cloudservice.Tcld;
import dev.namespacecerts.handshake.GoServer;
import dev.namespacecerts.handshake.Identity;
import dev.namespacecerts.handshake.OpensslClient;
import dev.namespacecerts.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command generate and tcld itself are used together, with the same options, and a server in Go accepts the leaves. */
class GenerateIT {
    private static final String CA = "ca --org Acme -d 30d --ca-cert ca.pem --ca-key ca.key";
    private static final String LEAF =
            "leaf --org Acme --common-name worker -d 7d --ca-cert ca.pem --ca-key ca.key --cert client.pem --key client.key";

    @TempDir
    private Path folder;

    private void ours(String arguments) {
        NcbRun run = NcbRun.of(Stream.concat(Stream.of("generate"), Arrays.stream(arguments.split(" ")))
                .map(word -> word.matches("[a-z]+\\.(pem|key)")
                        ? folder.resolve(word).toString()
                        : word)
                .toArray(String[]::new));
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    private void tcld(String arguments) {
        List<String> command = new ArrayList<>(List.of(Tcld.program().toString(), "gen"));
        command.addAll(List.of(arguments.split(" ")));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("AUTO_CONFIRM", "true");
        builder.environment().put("HOME", folder.toString());
        Tool.run(builder);
    }

    private void aServerAcceptsTheLeaf() throws IOException {
        try (GoServer server = new GoServer(folder.resolve("ca.pem"));
                OpensslClient client = new OpensslClient(server.port())) {
            Identity leaf = new Identity(
                    Files.readString(folder.resolve("client.pem")), Files.readString(folder.resolve("client.key")));
            assertThat(client.connect(leaf).accepted()).isTrue();
        }
    }

    @Test
    void ourCaAndOurLeaf() throws IOException {
        ours(CA);
        ours(LEAF);
        aServerAcceptsTheLeaf();
    }

    @Test
    void tcldIssuesALeafUnderOurCa() throws IOException {
        ours(CA);
        tcld(LEAF);
        aServerAcceptsTheLeaf();
    }

    @Test
    void weIssueALeafUnderTheCaOfTcld() throws IOException {
        tcld(CA);
        ours(LEAF);
        aServerAcceptsTheLeaf();
    }
}
