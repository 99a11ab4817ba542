package dev.namespacecerts.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.manifest.ManifestReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Repositories as people have them: {@code trees/<name>/} with its verdict in {@code trees/<name>.txt}, the judged objects
 * first. {@code -Dgolden.update=true} writes the verdicts anew, for a review.
 */
class RealTreesTest {
    private static final Path FOLDER = Path.of("src/test/resources/trees");
    static final Instant NOW = Instant.parse("2026-11-27T00:00:00Z");

    static List<String> trees() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void theShapesThatPeopleUseAreThere() throws IOException {
        assertThat(trees())
                .hasSizeGreaterThanOrEqualTo(10)
                .contains(
                        "flux-monorepo",
                        "argocd-app-of-apps",
                        "helm-output",
                        "kustomize-overlays",
                        "external-secrets",
                        "terraform-beside-manifests");
    }

    @ParameterizedTest
    @MethodSource("trees")
    void isJudgedAsItsUserWouldJudgeIt(String name) throws IOException {
        Path expected = FOLDER.resolve(name + ".txt");
        String verdict = verdict(FOLDER.resolve(name).toString(), List.of());
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(expected, verdict);
        }
        assertThat(verdict).isEqualTo(Files.readString(expected));
    }

    static String verdict(String folder, List<String> excluded) {
        LintResult result = Linter.lint(
                ManifestReader.read(List.of(folder), excluded, InputStream.nullInputStream()),
                new LintOptions(NOW, false));
        StringBuilder verdict = new StringBuilder();
        result.judged()
                .forEach(judged -> verdict.append("judged " + name(judged.object()) + " in "
                        + judged.place().file() + ":" + judged.place().line() + "\n"));
        result.findings().forEach(finding -> verdict.append(line(finding)));
        return verdict.toString().replace(folder + "/", "");
    }

    /** Messages of rules have their own tests. */
    private static String line(Finding finding) {
        boolean rule = finding.id().contains("-") || finding.id().equals("Schema");
        return finding.place().file() + ":" + finding.place().line() + ": " + finding.level() + " " + finding.id()
                + (finding.object() == null ? "" : " of " + name(finding.object()))
                + (rule ? " at " + finding.source() : ": " + finding.message()) + "\n";
    }

    private static String name(ObjectName name) {
        return name.kind() + " " + name.namespace() + "/" + name.name();
    }
}
