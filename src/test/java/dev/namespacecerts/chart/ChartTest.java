package dev.namespacecerts.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chart as a whole. */
class ChartTest {
    @Test
    void helmLintHasNoComplaint() {
        LintResult result = Chart.helm().lint().strict().call();
        assertThat(result.isFailed())
                .as(String.join("\n", result.getMessages()))
                .isFalse();
        assertThat(result.getMessages()).noneMatch(message -> message.startsWith("[WARNING]"));
    }

    @Test
    void itsVersionsEqualThatOfTheProject() throws IOException {
        JsonNode chart = Chart.parse(Chart.FOLDER.resolve("Chart.yaml"));
        assertThat(List.of(
                        chart.path("version").asText(), chart.path("appVersion").asText()))
                .containsOnly(version());
    }

    @Test
    void itsTagIsTheOneThatTheDocumentedCommandBuilds() throws IOException {
        String image = Chart.object("Deployment", "")
                .at("/spec/template/spec/containers/0/image")
                .asText();
        assertThat(image).endsWith("/" + Chart.NAME + ":" + version());
        assertThat(Path.of("docs/install.md"))
                .content()
                .contains(
                        "docker build -t registry.example.com/" + Chart.NAME + ":" + version() + " .",
                        "deploy/image registry.example.com/" + Chart.NAME + ":" + version() + "\n",
                        "newTag: " + version() + "\n");
        assertThat(Path.of("Dockerfile")).content().contains("docker build -t " + Chart.NAME + ":" + version() + " .");
    }

    @Test
    void theExampleForArgoCdNamesTheTagOfItsVersion() throws IOException {
        assertThat(Path.of("deploy/gitops/argocd/operator.yaml"))
                .content()
                .contains("targetRevision: v" + version() + "\n");
    }

    @Test
    void aTooOldKubernetesIsRejected() {
        assertThatThrownBy(
                        () -> Chart.helm().template().withKubeVersion("1.28.9").call())
                .hasMessageContaining("chart requires kubeVersion: >=" + Chart.KUBERNETES);
    }

    @Test
    void aKubernetesWithoutItsAdmissionPolicyIsRejected() {
        assertThatThrownBy(() -> Chart.helm()
                        .template()
                        .withKubeVersion(Chart.KUBERNETES)
                        .set("cloud.enabled", true)
                        .call())
                .hasMessageContaining("cloud.enabled requires Kubernetes 1.30 or newer");
    }

    @Test
    void aPackageRendersTheSame(@TempDir Path folder) throws IOException {
        Chart.helm().packageIt().withDestination(folder).call();
        Path archive = folder.resolve(Chart.NAME + "-" + version() + ".tgz");
        String rendered = Helm.template(archive.toString())
                .withName(Chart.NAME)
                .withNamespace(Chart.NAME)
                .withKubeVersion(Chart.KUBERNETES)
                .call();
        assertThat(rendered).isEqualTo(Chart.render(""));
    }

    @Test
    void theKustomizeManifestsAreGeneratedFromIt() {
        KustomizeFiles.generate()
                .forEach((file, text) -> assertThat(file)
                        .as(file + " is stale: run deploy/generate and commit the result")
                        .hasContent(text));
    }

    private static String version() throws IOException {
        Properties program = new Properties();
        try (InputStream in = ChartTest.class.getResourceAsStream("/dev/namespacecerts/cli/program.properties")) {
            program.load(in);
        }
        return program.getProperty("version");
    }
}
