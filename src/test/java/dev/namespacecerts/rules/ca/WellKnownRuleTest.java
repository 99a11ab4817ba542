package dev.namespacecerts.rules.ca;

import static dev.namespacecerts.rules.ca.Judging.root;
import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.testing.PublicAuthority;
import org.junit.jupiter.api.Test;

/** CA-6 */
class WellKnownRuleTest {
    @Test
    void aPrivateCaNeedsNoFilter() {
        assertThat(Judging.of(root("CN=Root").build()).errors()).isEmpty();
    }

    @Test
    void aPublicCaIsAnErrorWithoutAFilter() {
        assertThat(Judging.of(PublicAuthority.pem()).errors()).containsExactly("CA-6");
    }

    @Test
    void aPublicCaIsValidWithAnAcceptedFilter() {
        assertThat(Judging.of(PublicAuthority.pem()).filters(1, 1).errors()).isEmpty();
    }

    @Test
    void aRejectedFilterIsNotEnough() {
        assertThat(Judging.of(PublicAuthority.pem()).filters(1, 0).errors()).containsExactly("CA-6");
    }

    @Test
    void aPrivateCaWithTheNameOfAPublicOneIsNotMistakenForIt() {
        assertThat(Judging.of(root("CN=ISRG Root X1,O=Internet Security Research Group,C=US")
                                .build())
                        .errors())
                .isEmpty();
    }
}
