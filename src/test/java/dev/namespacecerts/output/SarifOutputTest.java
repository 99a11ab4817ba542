package dev.namespacecerts.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.namespacecerts.lint.Finding;
import dev.namespacecerts.lint.Level;
import dev.namespacecerts.lint.LintResult;
import dev.namespacecerts.manifest.Place;
import dev.namespacecerts.rules.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SarifOutputTest {
    private static JsonNode run(LintResult result) {
        return Schemas.json(Results.write(Format.sarif, result)).at("/runs/0");
    }

    private static Finding finding(String id, String file, int line) {
        return new Finding(
                id, Level.Error, new Place(file, line, 1), null, null, "spec", null, null, null, null, null, "x", null);
    }

    private static LintResult result(Finding... findings) {
        return new LintResult(List.of(findings), List.of(), 0, 1, true);
    }

    @Test
    void aResultHasItsPlacesAndItsRule() {
        JsonNode run = run(Results.sample());
        JsonNode oldCa = run.at("/results/1");
        assertThat(oldCa.at("/locations/0/physicalLocation/artifactLocation/uri")
                        .asText())
                .isEqualTo("payments/corporate-ca.yaml");
        assertThat(oldCa.at("/locations/0/physicalLocation/artifactLocation/uriBaseId")
                        .asText())
                .isEqualTo("%SRCROOT%");
        assertThat(oldCa.at("/locations/0/physicalLocation/region").toString())
                .isEqualTo("{\"startLine\":7,\"startColumn\":5}");
        assertThat(oldCa.at("/relatedLocations/0/physicalLocation/region/startLine")
                        .asInt())
                .isEqualTo(9);
        assertThat(oldCa.path("level").asText()).isEqualTo("error");
        JsonNode rule =
                run.at("/tool/driver/rules").path(oldCa.path("ruleIndex").asInt());
        assertThat(rule.path("id").asText()).isEqualTo("CA-5");
        assertThat(rule.path("helpUri").asText()).isEqualTo("https://docs.temporal.io/cloud/certificates");
        assertThat(rule.at("/help/markdown").asText()).contains("Temporal Cloud's page on certificates");
        assertThat(run.at("/invocations/0/executionSuccessful").asBoolean()).isFalse();
    }

    @Test
    void everyRuleIsDescribed() {
        LintResult all = new LintResult(
                Stream.of(Rule.values())
                        .map(rule -> finding(rule.id(), "a.yaml", 1))
                        .toList(),
                List.of(),
                0,
                1,
                true);
        Schemas.validate(Format.sarif, Results.write(Format.sarif, all));
        assertThat(run(all).at("/tool/driver/rules"))
                .hasSize(Rule.values().length)
                .allSatisfy(rule -> assertThat(rule.at("/help/text").asText())
                        .contains("ncb explain ")
                        .doesNotContain("`"));
        assertThat(SarifRules.uri("RFC 7468 section 5; RFC 5280 section 4"))
                .isEqualTo("https://www.rfc-editor.org/rfc/rfc7468#section-5");
        assertThat(SarifRules.uri("practice")).isNull();
    }

    @Test
    void fingerprintsStayWhenLinesMove() {
        assertThat(fingerprints(result(finding("CA-5", "a.yaml", 1))))
                .isEqualTo(fingerprints(result(finding("CA-5", "a.yaml", 9))));
        List<String> different = fingerprints(result(
                finding("CA-5", "a.yaml", 1),
                finding("CA-5", "a.yaml", 2),
                finding("CA-6", "a.yaml", 1),
                finding("CA-5", "b.yaml", 1)));
        assertThat(different).hasSize(4).doesNotHaveDuplicates();
    }

    private static List<String> fingerprints(LintResult result) {
        List<String> fingerprints = new ArrayList<>();
        run(result)
                .path("results")
                .forEach(one -> fingerprints.add(
                        one.at("/partialFingerprints/finding~1v1").asText()));
        return fingerprints;
    }
}
