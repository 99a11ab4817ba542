package dev.namespacecerts.rules.ca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.rules.Rule;
import org.junit.jupiter.api.Test;

/** CA-1 */
class CaVersionRuleTest {
    @Test
    void version3IsValid() {
        assertThat(Judging.of(Judging.root("CN=Root").build()).errors()).isEmpty();
    }

    @Test
    void version1IsAnErrorAndAlsoLacksBasicConstraints() {
        Judging judging = Judging.of(Judging.root("CN=Root").version1().build());
        assertThat(judging.errors()).containsExactly("CA-1", "CA-2");
        assertThat(judging.violation(Rule.CA_1).found()).isEqualTo("version 1");
    }
}
