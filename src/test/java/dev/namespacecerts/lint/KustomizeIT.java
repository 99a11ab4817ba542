package dev.namespacecerts.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.manifest.ManifestReader;
import dev.namespacecerts.manifest.Manifests;
import dev.namespacecerts.manifest.Unit;
import dev.namespacecerts.manifest.Unjudged;
import dev.namespacecerts.operator.Kubectl;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What lint makes of a kustomization itself is judged like what the real kustomize builds. */
class KustomizeIT {
    private static final Path TREES = Path.of("src/test/resources/trees");

    /** They include what is elsewhere. */
    private static final List<String> NOT_BUILT = List.of("charts", "remote", "replaced", "unrelated");

    private static final int COMBINATIONS = Integer.getInteger("namespacecerts.kustomizations", 20);

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
        Manifests tree = read(TREES.resolve(TREES.relativize(file).getName(0)));
        assertSame(unit(tree, file), LintRun.of(built.text()));
    }

    /** Kustomize refuses some combinations. What lint leaves unjudged hides findings, but adds none. */
    @Test
    void randomCombinationsAreJudgedLikeTheOutputOfKustomize(@TempDir Path folder) throws IOException {
        int built = 0;
        for (int i = 0; i < COMBINATIONS; i++) {
            Path tree = folder.resolve(String.valueOf(i));
            Path top = new RandomKustomizations(i, tree).write();
            Kubectl.Answer answer = kubectl.call("", "kustomize", top.toString());
            if (answer.exitCode() == 0) {
                built++;
                Manifests ours = unit(read(tree), top.resolve("kustomization.yaml"));
                assertThatCode(() -> assertSame(ours, LintRun.of(warningsRemoved(answer.text()))))
                        .as("combination %s: %s", i, answer.text())
                        .doesNotThrowAnyException();
            }
        }
        assertThat(built).isGreaterThan(COMBINATIONS / 2);
    }

    private static String warningsRemoved(String text) {
        return text.lines().filter(line -> !line.startsWith("# Warning")).collect(Collectors.joining("\n"));
    }

    private static void assertSame(Manifests ours, LintResult expected) {
        LintResult actual = Linter.lint(ours, new LintOptions(LintRun.NOW, false));
        List<ObjectName> unjudged = ours.unjudged().stream()
                .map(Unjudged::document)
                .filter(document -> document != null && document.isOurs())
                .map(document -> new ObjectName(document.kind(), document.namespace(), document.name()))
                .toList();
        assertThat(Stream.concat(judged(actual), unjudged.stream()))
                .containsExactlyInAnyOrderElementsOf(judged(expected).toList());
        Predicate<List<Object>> comparable =
                verdict -> ours.unjudged().stream().noneMatch(KustomizeIT::isSource) || isOfFilter(verdict);
        if (unjudged.isEmpty()) {
            assertThat(verdicts(actual).filter(comparable))
                    .containsExactlyInAnyOrderElementsOf(
                            verdicts(expected).filter(comparable).toList());
        } else {
            assertThat(verdicts(expected))
                    .containsAll(verdicts(actual)
                            .filter(comparable)
                            .filter(verdict -> verdict.get(2) != Level.Note)
                            .toList());
        }
    }

    /** An object with a hash in its name is none that a bundle names. */
    private static boolean isSource(Unjudged unjudged) {
        return unjudged.document() != null
                && !unjudged.document().isOurs()
                && !unjudged.reason().contains("hash");
    }

    private static boolean isOfFilter(List<Object> verdict) {
        return ((ObjectName) verdict.get(0)).kind().equals("CertificateFilter");
    }

    private static Stream<ObjectName> judged(LintResult result) {
        return result.judged().stream().map(LintResult.JudgedObject::object);
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
    private static Stream<List<Object>> verdicts(LintResult result) {
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
                        finding.allowed()));
    }
}
