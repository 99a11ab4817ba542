package dev.namespacecerts.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.namespacecerts.operator.AuditLog;
import dev.namespacecerts.testing.Tool;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The node of {@code deploy/node} with the images of the operator: the one that is up, or else one of the tests' own. */
final class Node {
    private static final String SCRIPT = "deploy/node";
    private static Node shared;

    private final Path kubeconfig;
    private final KubernetesClient client;

    private Node(Path kubeconfig) throws IOException {
        this.kubeconfig = kubeconfig;
        Config config = Config.fromKubeconfig(Files.readString(kubeconfig));
        config.setRequestTimeout((int) Duration.ofMinutes(1).toMillis());
        client = new KubernetesClientBuilder().withConfig(config).build();
    }

    /** The one that the tests of a JVM share. If it was not up before, it ends with the JVM. */
    static synchronized Node shared() {
        if (shared == null) {
            if (run("", SCRIPT, "in", "true").exitCode() != 0) {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> run("", SCRIPT, "down")));
            }
            String[] lines = mustRun("", SCRIPT, "up").split("\n");
            mustRun("", SCRIPT, "images");
            try {
                shared = new Node(Path.of(lines[lines.length - 1]));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return shared;
    }

    Path kubeconfig() {
        return kubeconfig;
    }

    /** With which everything is allowed; not to be closed. */
    KubernetesClient client() {
        return client;
    }

    /** What ServiceAccounts wrote. */
    AuditLog auditLog() {
        return new AuditLog(kubeconfig.resolveSibling("log").resolve("audit.log"));
    }

    /** Runs a command as root in the namespaces of the node; it must succeed. */
    String in(String... command) {
        return mustRun("", inside(command));
    }

    /** Calls kubectl, which must succeed. */
    String kubectl(String... arguments) {
        return mustRun("", inside(kubectlCommand(arguments)));
    }

    /** Calls kubectl and says how it ended. */
    Tool.Result tryKubectl(String... arguments) {
        return run("", inside(kubectlCommand(arguments)));
    }

    /** Applies a manifest. */
    void apply(String manifest) {
        mustRun(manifest, inside("kubectl", "apply", "-f", "-"));
    }

    void createNamespace(String name, Map<String, String> labels) {
        client.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withLabels(labels)
                        .endMetadata()
                        .build())
                .create();
    }

    /** Deletes a Kubernetes namespace, if it exists, and waits until all that was in it is deleted. */
    void deleteNamespace(String name) {
        client.namespaces().withName(name).delete();
        await().atMost(Duration.ofMinutes(3))
                .pollDelay(Duration.ZERO)
                .until(() -> client.namespaces().withName(name).get() == null);
    }

    /** Makes an image of programs of this machine, and imports it. */
    void image(String name, String... programs) {
        String folder = "target/node/" + name.replaceAll("\\W", "-");
        mustRun("", prepend(programs, "deploy/local/rootfs", folder));
        mustRun("", "deploy/local/image-tar", folder, name, folder + ".tar", "{\"Env\": [\"PATH=/bin\"]}");
        mustRun("", SCRIPT, "load", folder + ".tar");
    }

    private static String[] kubectlCommand(String... arguments) {
        return prepend(arguments, "kubectl");
    }

    private static String[] inside(String... command) {
        return prepend(command, SCRIPT, "in");
    }

    private static String[] prepend(String[] arguments, String... command) {
        return Stream.of(command, arguments).flatMap(Stream::of).toArray(String[]::new);
    }

    private static String mustRun(String input, String... command) {
        Tool.Result answer = run(input, command);
        assertThat(answer.exitCode())
                .as("%s: %s", List.of(command), answer.output())
                .isZero();
        return answer.output().strip();
    }

    private static Tool.Result run(String input, String... command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("NAMESPACECERTS_BUILT", "true");
        return Tool.tryTo(builder, input);
    }
}
