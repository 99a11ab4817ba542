package dev.namespacecerts.rules.ca;

import static dev.namespacecerts.rules.ca.Judging.intermediate;
import static dev.namespacecerts.rules.ca.Judging.root;
import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.testing.HeldCertificate;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** CA-4, as a Warning: CAs that cannot issue leaves. */
class IssuingRuleTest {
    private final HeldCertificate narrow =
            root("CN=Narrow").basicConstraints(true, true, OptionalInt.of(0)).build();
    private final HeldCertificate issuing = intermediate("CN=Issuing", narrow).build();

    @Test
    void aRootWithPathLengthZeroAllowsNoLeavesOfAnIntermediate() {
        Judging judging = Judging.of(narrow, issuing);
        assertThat(judging.verdict().valid()).isTrue();
        assertThat(judging.warnings()).containsExactly("CA-4");
        assertThat(judging.violation(Rule.CA_4)).satisfies(warning -> {
            assertThat(warning.subject()).isEqualTo("CN=Issuing");
            assertThat(warning.message())
                    .isEqualTo("Temporal Cloud rejects every leaf that \"CN=Issuing\" (spec.certificates[0], block 2)"
                            + " issues: \"CN=Narrow\" has a path length of 0, but 1 CA is between it and"
                            + " a leaf of \"CN=Issuing\".");
            assertThat(warning.remedy()).startsWith("Reissue \"CN=Narrow\" with a path length of at least 1");
        });
    }

    @Test
    void aRootWithPathLengthZeroAndNoIntermediateIsValid() {
        assertThat(Judging.of(narrow).warnings()).isEmpty();
    }

    @Test
    void aSufficientPathLengthIsValid() {
        HeldCertificate wide =
                root("CN=Wide").basicConstraints(true, true, OptionalInt.of(1)).build();
        HeldCertificate last = intermediate("CN=Last", wide)
                .basicConstraints(true, true, OptionalInt.of(0))
                .build();
        assertThat(Judging.of(wide, last).warnings()).isEmpty();
    }

    @Test
    void anotherCertificateOfTheCaWithASufficientPathLengthIsEnough() {
        HeldCertificate other = root("CN=Other").build();
        HeldCertificate crossed =
                intermediate("CN=Issuing", other).keyPair(issuing.keyPair()).build();
        assertThat(Judging.of(narrow, other, issuing, crossed).warnings()).isEmpty();
    }

    @Test
    void anErrorIsNotReportedAsAWarningToo() {
        HeldCertificate below = intermediate("CN=Below", issuing).build();
        Judging judging = Judging.of(narrow, issuing, below);
        assertThat(judging.errors()).containsExactly("CA-4");
        assertThat(judging.warnings()).as("of the one between").containsExactly("CA-4");
    }
}
