package dev.namespacecerts.rules.ca;

import static dev.namespacecerts.rules.ca.Judging.NOW;
import static dev.namespacecerts.rules.ca.Judging.root;
import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.rules.BundleVerdict;
import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.testing.HeldCertificate;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** CA-7, and CA-13 about expiry */
class CaValidityRuleTest {
    private static final Instant END = NOW.plus(Duration.ofDays(100));

    private final HeldCertificate root =
            root("CN=Root").notBefore(NOW).notAfter(END).build();

    @Test
    void theFirstAndTheLastInstantAreValid() {
        assertThat(Judging.of(root).verdict(NOW).valid()).isTrue();
        assertThat(Judging.of(root).verdict(END).valid()).isTrue();
    }

    @Test
    void notYetValidAndExpiredHaveTheirOwnMessages() {
        assertThat(only(Judging.of(root).verdict(NOW.minusSeconds(1)))).contains("is not yet valid (notBefore ");
        assertThat(only(Judging.of(root).verdict(END.plusSeconds(1)))).contains("expired at");
    }

    @Test
    void aNotAfterBeforeNotBeforeNeverResolvesByItself() {
        HeldCertificate never =
                root("CN=Never").notBefore(END).notAfter(END.minusSeconds(1)).build();
        assertThat(Judging.of(never).verdict(NOW).violations())
                .filteredOn(v -> v.isError())
                .singleElement()
                .satisfies(v -> assertThat(v.selfResolving()).isFalse())
                .satisfies(v -> assertThat(v.message()).contains("can never be valid"));
        HeldCertificate over =
                root("CN=Over").notBefore(END).notAfter(NOW.minusSeconds(1)).build();
        assertThat(only(Judging.of(over).verdict(NOW))).contains("can never be valid");
    }

    @Test
    void severalExpiredCertificatesAreAllNamed() {
        HeldCertificate other = root("CN=Other").notAfter(NOW.minusSeconds(1)).build();
        HeldCertificate another =
                root("CN=Another").notAfter(NOW.minusSeconds(1)).build();
        Judging judging = Judging.of(root, other, another);
        assertThat(judging.errors()).containsExactly("CA-7", "CA-7");
        assertThat(judging.verdict().violations())
                .allSatisfy(v -> assertThat(v.remedy())
                        .contains("both expired certificates in one change", "block 2", "block 3")
                        .doesNotContain("block 1"));
    }

    @Test
    void anExpiryWithinTheWarningTimeIsAWarning() {
        Judging judging = Judging.of(root).expiryWarning(Duration.ofDays(15));
        Instant warned = END.minus(Duration.ofDays(15));
        assertThat(judging.verdict(warned.minusSeconds(1)).violations()).isEmpty();
        assertThat(judging.verdict(warned).violations()).singleElement().satisfies(v -> {
            assertThat(v.rule()).isEqualTo(Rule.CA_13);
            assertThat(v.isError()).isFalse();
        });
        assertThat(judging.verdict(END).violations()).extracting(v -> v.rule()).containsExactly(Rule.CA_13);
    }

    @Test
    void theNextTransitionIsTheNextInstantAtWhichTheVerdictChanges() {
        Judging judging = Judging.of(root).expiryWarning(Duration.ofDays(15));
        Instant warned = END.minus(Duration.ofDays(15));
        assertThat(judging.verdict(NOW.minusSeconds(5)).nextTransition()).contains(NOW);
        assertThat(judging.verdict(NOW).nextTransition()).contains(warned);
        assertThat(judging.verdict(warned).nextTransition()).contains(END.plusSeconds(1));
        assertThat(judging.verdict(END.plusSeconds(1)).nextTransition()).isEmpty();
    }

    @Test
    void theEarliestExpiryIsThatOfTheFirstCertificateToExpire() {
        HeldCertificate longer = root("CN=Longer").build();
        assertThat(Judging.of(longer, root).verdict().earliestExpiry()).contains(END);
    }

    private static String only(BundleVerdict verdict) {
        assertThat(verdict.violations()).extracting(v -> v.rule()).containsExactly(Rule.CA_7);
        return verdict.violations().get(0).message();
    }
}
