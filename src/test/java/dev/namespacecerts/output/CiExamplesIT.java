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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples for CI systems. */
class CiExamplesIT {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Path GITHUB = Path.of("deploy/gitops/github-actions/certificates.yaml");
    private static final Path GITLAB = Path.of("deploy/gitops/gitlab-ci/certificates.yml");
    private static final Path PRE_COMMIT = Path.of(".pre-commit-hooks.yaml");

    @TempDir
    private static Path folder;

    @Test
    void actionlintFindsNothingInTheWorkflow() {
        assertThat(actionlint(GITHUB)).isEmpty();
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

    @Test
    void theWorkflowHasNoMoreRightsThanToRead() throws IOException {
        JsonNode workflow = YAML.readTree(GITHUB.toFile());
        assertThat(workflow.path("permissions").toString()).isEqualTo("{\"contents\":\"read\"}");
        assertThat(workflow.path("on").fieldNames()).toIterable().containsExactly("pull_request");
        assertThat(Files.readString(GITHUB)).doesNotContain("secrets.");
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
