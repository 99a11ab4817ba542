package dev.namespacecerts.rules.filter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CF-2 */
class FilterPatternTest {
    @ParameterizedTest(name = "\"{0}\" is no pattern")
    @ValueSource(strings = {"*", "**", "a*b", "*a*", "**a", "a**", "*.*"})
    void rejected(String pattern) {
        assertThat(FilterPattern.parse(pattern)).isEmpty();
    }

    @ParameterizedTest(name = "\"{0}\" and \"{1}\": {2}")
    @CsvSource({
        "worker, worker, true",
        "worker, WORKER, true",
        "worker, worker2, false",
        "worker, a worker, false",
        "*.payments, worker.payments, true",
        "*.payments, a.b.payments, true",
        "*.payments, .payments, true",
        "*.payments, payments, false",
        "*.payments, worker.payments.example, false",
        "worker*, worker, true",
        "worker*, worker-a, true",
        "worker*, a-worker, false",
        "*worker, worker, true",
        "STRASSE, straße, false",
        "STRAßE, straße, true",
        "files, ﬁles, false",
        "ΑΣ*, ΑΣΑ, true",
        "*Σ, ΑΣ, true",
        "*σ, ας, true",
        "admin, admın, false",
        "i*, İx, false",
        "kelvin, \u212Aelvin, true",
        "ΣΊΣΥΦΟΣ, σίσυφος, true",
        "i, İ, false",
        "I, i, true",
        "spiffe://acme/*, spiffe://acme/worker, true",
        "2001:db8::1, 2001:DB8::1, true"
    })
    void matches(String pattern, String value, boolean expected) {
        assertThat(FilterPattern.parse(pattern).orElseThrow().matches(value)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "\"{0}\" covers \"{1}\": {2}")
    @CsvSource({
        "a*, ab*, true",
        "ab*, a*, false",
        "*b, *ab, true",
        "*b, ab, true",
        "a*, *a, false",
        "a, A, true",
        "ΑΣ*, ασα, true",
        "a, a*, false"
    })
    void covers(String broad, String narrow, boolean expected) {
        assertThat(FilterPattern.parse(broad)
                        .orElseThrow()
                        .covers(FilterPattern.parse(narrow).orElseThrow()))
                .isEqualTo(expected);
    }
}
