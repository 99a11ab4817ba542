package dev.namespacecerts.rules.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.rules.Violation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CF-1, CF-2, CF-4, CF-5 */
class FilterJudgeTest {
    @Test
    void oneFieldIsEnough() {
        assertThat(judge(filter("a", "worker", null))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n", "\u2003", "\u00A0", "\u2007", "\u0085"})
    void noFieldOrOnlyWhiteSpaceIsAnError(String blank) {
        assertThat(judge(filter("a", blank, null))).containsExactly("Error CF-1 spec.commonName");
        assertThat(judge(filter("a", null, null))).containsExactly("Error CF-1 spec");
    }

    @Test
    void allBlankFieldsAreNamed() {
        assertThat(FilterJudge.judge(filter("a", " ", ""), Optional.empty(), List.of()))
                .extracting(Violation::message)
                .containsExactly(
                        "spec.commonName and spec.organization are empty or only white space, which counts as not"
                                + " set. No other field is set.");
    }

    @Test
    void theMissingBundleIsNamed() {
        assertThat(FilterJudge.judge(filter("a", "worker", null), Optional.of("acounting"), List.of()))
                .extracting(Violation::found)
                .containsExactly("no NamespaceCertificateBundle \"acounting\"");
    }

    @Test
    void aStarWithOnlyWhiteSpaceBesideItIsAlone() {
        assertThat(judge(filter("a", "*\u00A0", null))).containsExactly("Error CF-2 spec.commonName");
    }

    @Test
    void everyFieldWithAnInvalidPatternIsNamed() {
        assertThat(judge(filter("a", "*", "a*b")))
                .containsExactly("Error CF-2 spec.commonName", "Error CF-2 spec.organization");
    }

    @Test
    void aPrefixThatStartsWithADotIsAWarning() {
        assertThat(judge(filter("a", ".example.*", null))).containsExactly("Warning CF-2 spec.commonName");
    }

    @Test
    void aMissingBundleIsAnErrorBesideTheOthers() {
        assertThat(rules(FilterJudge.judge(filter("a", "*", null), Optional.of("accounting"), List.of())))
                .containsExactly("Error CF-5 spec.bundleRef.name", "Error CF-2 spec.commonName");
    }

    @Test
    void aDuplicateIsAWarningRegardlessOfCaseAndWhiteSpace() {
        assertThat(judge(filter("a", "Worker", null), filter("b", " wORKER ", null)))
                .containsExactly("Warning CF-4 spec");
    }

    @Test
    void aFilterCoveredByABroaderOneIsAWarningAndTheBroaderOneIsNot() {
        NamedFilter narrow = filter("narrow", "worker-a.payments", "Acme");
        NamedFilter broad = filter("broad", "*.payments", null);
        assertThat(judge(narrow, broad)).containsExactly("Warning CF-4 spec");
        assertThat(judge(broad, narrow)).isEmpty();
    }

    @Test
    void aBroaderPatternInAnotherFieldCoversNothing() {
        assertThat(judge(filter("a", "worker", null), filter("b", null, "worker*")))
                .isEmpty();
    }

    @Test
    void anInvalidSiblingCoversNothing() {
        assertThat(judge(filter("a", "worker", null), filter("b", "*", null))).isEmpty();
    }

    @Test
    void hostileTextIsEscapedAndCut() {
        List<Violation> violations =
                FilterJudge.judge(filter("a", "a*\u202Eb" + "x".repeat(1_000), null), Optional.empty(), List.of());
        assertThat(violations.get(0).message()).doesNotContain("\u202E").hasSizeLessThan(512);
    }

    @Test
    void aValueCannotCloseItsQuotation() {
        List<Violation> violations =
                FilterJudge.judge(filter("a", "*\" is fine*\\", null), Optional.empty(), List.of());
        assertThat(violations.get(0).found()).isEqualTo("\"*\\\" is fine*\\\\\"");
    }

    private static NamedFilter filter(String name, String commonName, String organization) {
        return new NamedFilter(name, new FilterFields(commonName, organization, null, null));
    }

    private static List<String> judge(NamedFilter filter, NamedFilter... siblings) {
        return rules(FilterJudge.judge(filter, Optional.empty(), List.of(siblings)));
    }

    private static List<String> rules(List<Violation> violations) {
        return violations.stream()
                .map(v -> v.severity() + " " + v.rule().id() + " " + v.source())
                .toList();
    }
}
