package dev.namespacecerts.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.manifest.ManifestReader;
import dev.namespacecerts.manifest.Manifests;
import dev.namespacecerts.manifest.Unit;
import dev.namespacecerts.operator.Kubectl;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What lint makes of a kustomization itself is judged like what the real kustomize builds. */
class KustomizeIT {
    private static final Path TREES = Path.of("src/test/resources/trees");

    /** They include what is elsewhere. */
    private static final List<String> NOT_BUILT = List.of("charts", "remote", "replaced", "unrelated");

    private static Kubectl kubectl;

    @BeforeAll
    static void prepare() {
        kubectl = new Kubectl(ControlPlane.shared());
    }

    static List<Path> builds() {
        return Stream.of("flux-monorepo", "kustomize-beyond-lint", "kustomize-generators", "kustomize-overlays")
                .flatMap(tree -> units(read(TREES.resolve(tree))))
                .map(Path::of)
                .filter(file ->
                        !NOT_BUILT.contains(file.getParent().getFileName().toString()))
                .toList();
    }

    private static Manifests read(Path path) {
        return ManifestReader.read(List.of(path.toString()), List.of(), InputStream.nullInputStream());
    }

    /** The kustomization files that are built. */
    private static Stream<String> units(Manifests manifests) {
        return Stream.concat(
                        manifests.documents().stream().map(document -> document.unit()),
                        manifests.unjudged().stream().map(unjudged -> unjudged.unit()))
                .map(Unit::kustomization)
                .filter(file -> !file.isEmpty())
                .distinct();
    }

    @Test
    void theTreesHaveBuilds() {
        assertThat(builds()).hasSizeGreaterThan(8);
    }

    @ParameterizedTest
    @MethodSource("builds")
    void isJudgedLikeTheOutputOfKustomize(Path file) {
        Kubectl.Answer built = kubectl.call("", "kustomize", file.getParent().toString());
        assertThat(built.exitCode()).as(built.text()).isZero();
        LintResult expected = LintRun.of(built.text());
        Manifests ours = unit(read(TREES.resolve(TREES.relativize(file).getName(0))), file);
        LintResult actual = Linter.lint(ours, new LintOptions(LintRun.NOW, false));
        List<ObjectName> judged =
                actual.judged().stream().map(LintResult.JudgedObject::object).toList();
        List<ObjectName> unjudged = ours.unjudged().stream()
                .filter(found -> found.document().isOurs())
                .map(found -> new ObjectName(
                        found.document().kind(),
                        found.document().namespace(),
                        found.document().name()))
                .toList();
        assertThat(Stream.concat(judged.stream(), unjudged.stream()))
                .containsExactlyInAnyOrderElementsOf(expected.judged().stream()
                        .map(LintResult.JudgedObject::object)
                        .toList());
        assertThat(verdicts(actual))
                .containsExactlyInAnyOrderElementsOf(verdicts(expected).stream()
                        .filter(verdict -> !unjudged.contains(verdict.get(0)))
                        .toList());
    }

    private static Manifests unit(Manifests manifests, Path kustomization) {
        String file = kustomization.toString();
        return new Manifests(
                manifests.documents().stream()
                        .filter(document -> document.unit().kustomization().equals(file))
                        .toList(),
                manifests.unjudged().stream()
                        .filter(unjudged -> unjudged.unit().kustomization().equals(file))
                        .toList(),
                manifests.problems(),
                manifests.files());
    }

    /** Without places and messages, which name files. */
    private static List<List<Object>> verdicts(LintResult result) {
        return result.findings().stream()
                .filter(finding -> !finding.id().equals("NotJudged"))
                .map(finding -> Arrays.<Object>asList(
                        finding.object(),
                        finding.id(),
                        finding.level(),
                        finding.source(),
                        finding.position(),
                        finding.fingerprint(),
                        finding.found(),
                        finding.allowed()))
                .toList();
    }
}
