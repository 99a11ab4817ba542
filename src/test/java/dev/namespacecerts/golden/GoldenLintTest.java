package dev.namespacecerts.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.namespacecerts.lint.Finding;
import dev.namespacecerts.lint.LintOptions;
import dev.namespacecerts.lint.LintResult;
import dev.namespacecerts.lint.Linter;
import dev.namespacecerts.manifest.ManifestReader;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lint of a case's manifests yields the violations of its golden status. */
class GoldenLintTest {
    /** What the operator knows and lint cannot: the earlier state, the cluster, and the installation. */
    private static final Set<String> NOT_IN_MANIFESTS = Set.of(
            "rotation-waiting-for-clients",
            "published-over-a-retained-object",
            "publish-retained-object-changed",
            "demo-starting",
            "demo-01-secret-not-owned",
            "demo-disabled",
            "demo-forbidden",
            "demo-not-writable");

    private static final Set<String> WITHOUT_RULE = Set.of("Schema", "Claimed");

    static List<GoldenCase> cases() {
        return GoldenCases.all().stream()
                .filter(golden -> !NOT_IN_MANIFESTS.contains(golden.name()))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void findsTheViolationsOfTheStatus(GoldenCase golden) {
        assertThat(lint(golden)).isEqualTo(violations(golden));
    }

    static List<GoldenCase> left() {
        return GoldenCases.all().stream()
                .filter(golden -> NOT_IN_MANIFESTS.contains(golden.name()))
                .toList();
    }

    private static Set<String> lint(GoldenCase golden) {
        LintResult result = Linter.lint(
                ManifestReader.read(
                        List.of(GoldenFiles.FOLDER.resolve(golden.name()).toString()),
                        List.of("out-*", GoldenFiles.BEFORE),
                        InputStream.nullInputStream()),
                new LintOptions(GoldenEvaluation.NOW, true));
        assertThat(result.complete()).isTrue();
        Set<String> found = new TreeSet<>();
        for (Finding finding : result.findings()) {
            if (!WITHOUT_RULE.contains(finding.id())) {
                found.add(finding.object().name() + " " + finding.id() + " " + finding.level() + " " + finding.source()
                        + " " + finding.position() + " " + finding.message() + " " + finding.remedy());
                assertThat(finding.place().line()).isPositive();
            }
        }
        return found;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("left")
    void cannotKnowWhatIsNotInTheManifests(GoldenCase golden) {
        assertThat(lint(golden)).isNotEqualTo(violations(golden));
    }

    private static Set<String> violations(GoldenCase golden) {
        Set<String> violations = new TreeSet<>();
        GoldenFiles.read(golden.name(), "out-").values().forEach(text -> {
            for (JsonNode object : GoldenYaml.read(text)) {
                String name = object.at("/metadata/name").asText();
                add(violations, name, object.at("/status/violations"));
                object.at("/status/clients")
                        .forEach(client ->
                                add(violations, client.path("secretName").asText(), client.path("violations")));
            }
        });
        return violations;
    }

    private static void add(Set<String> to, String name, JsonNode violations) {
        violations.forEach(
                violation -> to.add(name + " " + violation.path("rule").asText() + " "
                        + violation.path("severity").asText() + " " + text(violation, "source") + " "
                        + text(violation, "position")
                        + " " + text(violation, "message") + " " + text(violation, "remedy")));
    }

    private static String text(JsonNode object, String field) {
        return object.has(field) ? object.get(field).asText() : "null";
    }
}
