package dev.namespacecerts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that read a cluster, as far as they come without one. */
class ClusterCommandTest {
    private static final String CONTEXTS = """
        apiVersion: v1
        kind: Config
        clusters:
        - {name: c, cluster: {server: "http://127.0.0.1:%d"}}
        users:
        - {name: u, user: {token: "secret-token"}}
        contexts:
        - {name: %s, context: {cluster: %s, user: u}}
        """;

    @TempDir
    private Path folder;

    private NcbRun run(String kubeconfig, String... arguments) {
        return NcbRun.of(process -> Ncb.run(
                new Surroundings(
                        Clock.systemUTC(),
                        Map.of("KUBECONFIG", kubeconfig, "HOME", folder.toString()),
                        InputStream.nullInputStream(),
                        process.out(),
                        process.err()),
                arguments));
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void refused(NcbRun run, String message) {
        assertThat(run.err()).contains(message).hasLineCount(1).doesNotContain("secret-token", "\u001b");
        assertThat(run.out()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "clients", "filter test --cluster=a"})
    void withoutAKubeconfig(String command) {
        refused(run("", command.split(" ")), "There is no kubeconfig: \"" + folder + "/.kube/config\" does not exist.");
        refused(run("/no:/nor", command.split(" ")), "There is no kubeconfig: \"/no:/nor\" does not exist.");
    }

    @Test
    void aContextIsOneOfTheKubeconfigs() throws IOException {
        String one = file("one", CONTEXTS.formatted(1, "first", "c"));
        String two = file("two", CONTEXTS.formatted(closedPort(), "second", "c") + "current-context: first\n");
        refused(run(one, "status"), "has no current context. Choose one with --context: first.");
        refused(
                run(one + ":/absent:" + two, "status", "--context=\u001b[1m"),
                "Context \"\\\\u{001B}[1m\" does not exist in kubeconfig".replace("\\\\", "\\"));
        refused(run(one + ":" + two, "status", "--context", "x"), "It has: first, second.");
        refused(
                run("", "status", "--kubeconfig", file("x", CONTEXTS.formatted(1, "a", "other")), "--context=a"),
                "Cluster \"other\" of context \"a\" does not exist");
        refused(run(two, "status"), "Context \"first\" does not exist");
    }

    /** The first file wins for what both have: here the address of the cluster. */
    @Test
    void anApiServerThatRefusesConnectionsIsNamed() throws IOException {
        int port = closedPort();
        String one = file("one", CONTEXTS.formatted(port, "first", "c"));
        String two = file("two", CONTEXTS.formatted(1, "second", "c") + "current-context: first\n");
        refused(run(one + ":" + two, "clients"), "The API server at http://127.0.0.1:" + port + " cannot be reached: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a: [", "\u0000\u0001", "[]", "clusters: 7", "contexts: [null]"})
    void aKubeconfigThatCannotBeReadIsNamed(String text) throws IOException {
        NcbRun run = run(file("broken", text), "status");
        refused(run, "ubeconfig \"" + folder + "/broken\"");
    }

    @Test
    void namesAreChecked() throws IOException {
        String kubeconfig = file("k", CONTEXTS.formatted(closedPort(), "a", "c") + "current-context: a\n");
        refused(run(kubeconfig, "status", "-n", "../x"), "--namespace is \"../x\"");
        refused(run(kubeconfig, "status", "a/../../b"), "\"a/../../b\" is not a valid name of a bundle");
        refused(run(kubeconfig, "clients", "a", "-A"), "give -n instead of -A");
    }
}
