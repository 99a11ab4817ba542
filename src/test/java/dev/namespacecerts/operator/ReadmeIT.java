package dev.namespacecerts.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.testing.Readme;
import dev.namespacecerts.testing.Tool;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the README do what it says. {@code ChartInstallIT} runs its section "Install". */
class ReadmeIT {
    private static final Path PROJECT = Path.of("").toAbsolutePath();

    @TempDir
    private Path folder;

    @Test
    void everyBlockIsTested() {
        assertThat(Readme.blocks()).hasSize(6);
        assertThat(Readme.blocks("Try it")).hasSize(1);
        assertThat(Readme.blocks("Check manifests without a cluster")).hasSize(1);
        assertThat(Readme.blocks("Test it")).as("what runs this").isEqualTo(List.of("mvn verify\n"));
        assertThat(Readme.blocks("Install")).hasSize(2);
        assertThat(Readme.blocks("Use it")).hasSize(1);
    }

    @Test
    void theDemoShowsEveryScenario() {
        assertThat(Readme.run(Readme.blocks("Try it").get(0), ControlPlane.shared(), PROJECT))
                .contains(
                        "describe ncb broken",
                        "corporate-ca",
                        "CA-5",
                        "a private key",
                        "Expiring",
                        "worker: accepted",
                        "Done")
                .contains("stranger: rejected (alert unknown ca")
                .as("the build that runs this test has built the operator")
                .doesNotContain("Building the operator");
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

    /** No kubelet runs the Deployment here, so the operator runs beside it. */
    @Test
    void fromHelmInstallToAReadyBundle() {
        try (ControlPlane cluster = ControlPlane.start()) {
            Readme.run(Readme.blocks("Install").get(0), cluster, PROJECT);
            try (OperatorProcess operator = OperatorProcess.start(cluster.kubeconfig(), Map.of())) {
                operator.awaitStarted();
                assertThat(Readme.run(Readme.blocks("Use it").get(0), cluster, folder))
                        .containsPattern("accounting +True +Ready +1 +1 ")
                        .containsPattern("payments-workers +accounting +True");
            }
        }
    }
}
