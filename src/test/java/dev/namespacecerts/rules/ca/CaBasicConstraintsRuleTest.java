package dev.namespacecerts.rules.ca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.rules.Rule;
import java.util.OptionalInt;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;

/** CA-2 */
class CaBasicConstraintsRuleTest {
    @Test
    void caTrueIsValidWhetherCriticalOrNot() {
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
        assertThat(judging.violation(Rule.CA_2).found()).isEqualTo("basic constraints with CA: false");
    }

    @Test
    void aSelfSignedLeafHasOneCauseAndOneRemedy() {
        Judging judging = Judging.of(Judging.root("CN=worker")
                .basicConstraints(true, false, OptionalInt.empty())
                .keyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment)
                .build());
        assertThat(judging.verdict().violations()).hasSize(1);
        assertThat(judging.violation(Rule.CA_2).message()).contains("self-signed end-entity certificate");
        assertThat(judging.violation(Rule.CA_2).remedy()).startsWith("Create a CA");
    }

    @Test
    void missingBasicConstraintsHaveTheirOwnMessage() {
        Judging judging =
                Judging.of(Judging.root("CN=A").withoutBasicConstraints().build());
        assertThat(judging.errors()).containsExactly("CA-2");
        assertThat(judging.violation(Rule.CA_2).found()).isEqualTo("no basic constraints");
    }
}
