package dev.namespacecerts.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.namespacecerts.testing.GoProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples for CI systems. */
class CiExamplesIT {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Path GITHUB = Path.of("deploy/gitops/github-actions/certificates.yaml");
    private static final Path ACCESS = Path.of("deploy/gitops/github-actions/access.yaml");
    private static final Path GITLAB = Path.of("deploy/gitops/gitlab-ci/certificates.yml");
    private static final Path PRE_COMMIT = Path.of(".pre-commit-hooks.yaml");

    @TempDir
    private static Path folder;

    private static Stream<Path> workflows() {
        return Stream.of(GITHUB, ACCESS);
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void actionlintFindsNothingInTheWorkflow(Path workflow) {
        assertThat(actionlint(workflow)).isEmpty();
    }

    @Test
    void actionlintFindsAnUnknownInput() throws IOException {
        Path broken = Files.writeString(
                folder.resolve("broken.yaml"),
                Files.readString(GITHUB).replace("persist-credentials:", "persist-credential:"));
        assertThatThrownBy(() -> actionlint(broken)).hasMessageContaining("persist-credential");
    }

    private static String actionlint(Path workflow) {
        return GoProgram.tool("actionlint", "github.com/rhysd/actionlint/cmd/actionlint", "")
                .ask("", "-no-color", "-shellcheck=", "-pyflakes=", workflow.toString());
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void theWorkflowHasNoMoreRightsThanToRead(Path file) throws IOException {
        JsonNode workflow = YAML.readTree(file.toFile());
        assertThat(workflow.path("permissions").toString()).isEqualTo("{\"contents\":\"read\"}");
        assertThat(workflow.path("on").fieldNames()).toIterable().containsExactly("pull_request");
        assertThat(Files.readString(file)).doesNotContain("secrets.");
        assertThat(workflow.findValues("run"))
                .allSatisfy(run -> assertThat(run.asText())
                        .as("what a pull request names must not become a part of a script")
                        .doesNotContain("${{"));
    }

    @Test
    void gitLabAcceptsItsExample() throws IOException {
        JsonNode pipeline = YAML.readTree(GITLAB.toFile());
        assertThat(Schemas.GITLAB_CI.validate(pipeline)).isEmpty();
        JsonNode broken = pipeline.deepCopy();
        ((ObjectNode) broken.at("/certificates/artifacts/reports")).put("code_quality", "x");
        assertThat(Schemas.GITLAB_CI.validate(broken)).isNotEmpty();
    }

    @Test
    void preCommitKnowsEachFieldOfTheHook() throws IOException {
        JsonNode hooks = YAML.readTree(PRE_COMMIT.toFile());
        assertThat(hooks).hasSize(1);
        Set<String> fields = new TreeSet<>();
        hooks.get(0).fieldNames().forEachRemaining(fields::add);
        assertThat(fields)
                .containsExactly(
                        "args",
                        "description",
                        "entry",
                        "files",
                        "id",
                        "language",
                        "name",
                        "pass_filenames",
                        "require_serial");
    }
}
