package dev.namespacecerts.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.testing.Readme;
import dev.namespacecerts.testing.Tool;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the README do what it says. {@code ChartInstallIT} runs its section "Install". */
class ReadmeIT {
    private static final Path PROJECT = Path.of("").toAbsolutePath();

    /** Runs the demo with --keep, does what it prints for another terminal, and ends it. */
    private static final String KEPT = """
            %2$s --keep >%1$s/demo 2>&1 &
            demo=$!
            until grep -q 'Ctrl-C here' %1$s/demo || ! kill -0 $demo; do sleep 0.2; done
            cat %1$s/demo
            (eval "$(grep '^  export' %1$s/demo)"; command kubectl get ncb --all-namespaces)
            kill -TERM $demo
            wait $demo || [ $? = 130 ]
            tail -n 1 %1$s/demo
            """;

    /** Applies what the demo applies, to a folder. */
    private static final String SAMPLES = """
            deploy/samples/make %1$s/samples
            kubectl apply -f %1$s/samples/ -f deploy/samples/filter.yaml
            kubectl wait --for=condition=Ready ncb/valid ncb/public --timeout=60s
            """;

    @TempDir
    private Path folder;

    @Test
    void theDemoShowsEveryScenario() {
        String demo = Readme.blocks("Try it").get(0).strip();
        assertThat(Readme.run(KEPT.formatted(folder, demo), ControlPlane.shared(), PROJECT))
                .contains(
                        "describe ncb broken",
                        "corporate-ca",
                        "CA-5",
                        "a private key",
                        "Expiring",
                        "worker: accepted",
                        "STATE    CA\nInStep   CN=Acme Root CA,O=Acme\nMissing  CN=Acme Issuing CA,O=Acme\n",
                        "-p '{\"spec\":{\"cloud\":{\"mode\":\"Sync\"}}}'")
                .containsPattern("stranger-tls +rejected .* EE-7 ")
                .contains("stranger: rejected (alert unknown ca")
                .containsPattern("(?m)^BUNDLE +SEVERITY +RULE +VIOLATION\nbroken +Error +CA-10 +\\S")
                .containsSubsequence("VIOLATION", "stranger: rejected", "describe ncb broken", "It keeps running")
                .containsPattern("default +fulfilment +fulfilment.a2dd6 +True +Ready ")
                .endsWith("Stopped. The control plane and everything in it is gone.\n")
                .as("colours are for terminals")
                .doesNotContain("\u001b")
                .as("the build that runs this test has built the operator")
                .doesNotContain("Building the operator");
    }

    @Test
    void theDemoExplainsItsOptions() {
        Tool.Result unknown = Tool.tryTo(Tool.in(PROJECT, "deploy/demo", "--kep"));
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.output())
                .contains("unknown option \"--kep\"", "KUBECONFIG", "--keep   keeps", "--node   runs", "--quick  does");
    }

    @Test
    void lintPrintsWhatTheReadmeShows() {
        String command =
                Readme.blocks("Check manifests without a cluster").get(0).strip();
        int space = command.indexOf(' ');
        ProcessBuilder builder = Tool.in(PROJECT, command.substring(0, space), command.substring(space + 1));
        builder.environment().put("NAMESPACECERTS_BUILT", "true");
        Tool.Result result = Tool.tryTo(builder);
        assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
        assertThat(result.output()).contains(Readme.shown("Check manifests without a cluster"));
    }

    /**
     * All commands in order, in one session, on a cluster that has the samples of the demo. {@code mvn verify} runs this test,
     * and {@code ChartInstallIT} the other way to install. No kubelet runs the Deployment here, so the operator runs beside it.
     */
    @Test
    void allCommandsInOrderAfterTheSamplesOfTheDemo() {
        List<String> blocks = Readme.blocks();
        int install = IntStream.range(0, blocks.size())
                .filter(i -> blocks.get(i).startsWith("helm install"))
                .findFirst()
                .orElseThrow();
        assertThat(blocks.subList(0, install))
                .as("commands with a test of their own, or that run this one")
                .allMatch(block -> block.matches("(deploy/demo|deploy/ncb lint .*|mvn verify)\n"));
        try (ControlPlane cluster = ControlPlane.start()) {
            Readme.run(blocks.get(install), cluster, PROJECT);
            try (OperatorProcess operator = OperatorProcess.start(cluster.kubeconfig(), Map.of())) {
                operator.awaitStarted();
                Readme.run(SAMPLES.formatted(folder), cluster, PROJECT);
                assertThat(blocks.subList(install + 1, blocks.size()).stream()
                                .filter(block -> !block.contains("kubectl apply -k "))
                                .map(block -> Readme.run(block, cluster, folder))
                                .collect(Collectors.joining()))
                        .containsPattern("accounting +(accounting.a2dd6 +)?True +Ready +1 +1 ")
                        .containsPattern("payments-workers +accounting +True");
            }
        }
    }
}
