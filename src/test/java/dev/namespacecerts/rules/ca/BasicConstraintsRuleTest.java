package dev.namespacecerts.rules.ca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.rules.Rule;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** CA-2 */
class BasicConstraintsRuleTest {
    @Test
    void caTrueIsGoodWhetherCriticalOrNot() {
        assertThat(Judging.of(
                                Judging.root("CN=A")
                                        .basicConstraints(true, true, OptionalInt.empty())
                                        .build(),
                                Judging.root("CN=B")
                                        .basicConstraints(false, true, OptionalInt.empty())
                                        .build())
                        .errors())
                .isEmpty();
    }

    @Test
    void caFalseIsAnError() {
        Judging judging = Judging.of(Judging.root("CN=A")
                .basicConstraints(true, false, OptionalInt.empty())
                .build());
        assertThat(judging.errors()).containsExactly("CA-2");
        assertThat(judging.violation(Rule.CA_2).found()).isEqualTo("CA: false");
    }

    @Test
    void noBasicConstraintsAreAnErrorWithItsOwnWording() {
        Judging judging =
                Judging.of(Judging.root("CN=A").withoutBasicConstraints().build());
        assertThat(judging.errors()).containsExactly("CA-2");
        assertThat(judging.violation(Rule.CA_2).found()).isEqualTo("no basic constraints");
    }
}
