package dev.namespacecerts.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundleStatus;
import dev.namespacecerts.evaluate.Claim;
import dev.namespacecerts.settings.TemporalNamespaces;
import dev.namespacecerts.testing.SpecBuilder;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which bundle claims a Temporal Namespace: no other bundle can take it from the holder. */
class ClaimsTest {
    private static final String NAME = "accounting.a2dd6";
    private static final String THEN = "2026-06-01T00:00:00Z";
    private static final String LATER = "2026-06-01T00:00:01Z";

    private final List<NamespaceCertificateBundle> all = new ArrayList<>();
    private Claims claims = new Claims(TemporalNamespaces.ANY, true);

    @Test
    void theOldestBundleWins() {
        NamespaceCertificateBundle younger = bundle("payments", "younger", "a", LATER);
        NamespaceCertificateBundle older = bundle("payments", "older", "b", THEN);
        assertThat(won(younger)).isFalse();
        assertThat(won(older)).isTrue();
    }

    /** A user who repeatedly creates bundles eventually gets a low uid. */
    @ParameterizedTest(name = "after a restart: {0}")
    @ValueSource(booleans = {false, true})
    void theHolderWinsAmongBundlesOfTheSameSecond(boolean restarted) {
        NamespaceCertificateBundle holder = bundle("payments", "holder", "m", THEN);
        assertThat(won(holder)).isTrue();
        NamespaceCertificateBundle rival = bundle("attacker", "rival", "a", THEN);
        if (restarted) {
            claimed(holder, "True");
            claimed(rival, "False");
            claims = new Claims(TemporalNamespaces.ANY, true);
        }
        assertThat(won(rival)).isFalse();
        assertThat(won(holder)).isTrue();
    }

    @Test
    void aForgedConditionChangesNoHolder() {
        NamespaceCertificateBundle holder = bundle("payments", "holder", "m", THEN);
        assertThat(won(holder)).isTrue();
        assertThat(won(claimed(bundle("attacker", "tie", "a", THEN), "True"))).isFalse();
        assertThat(won(claimed(bundle("attacker", "younger", "b", LATER), "True")))
                .isFalse();
        claims = new Claims(TemporalNamespaces.ANY, true);
        claimed(holder, "True");
        assertThat(won(bundle("attacker", "younger", "b", LATER))).isFalse();
        assertThat(won(holder))
                .as("two of one second both say that they have it: the uid decides")
                .isFalse();
    }

    /** What one release remembers or has reported must not count: the other one may not know it. */
    @Test
    void twoReleasesDecideAlikeWhateverEachHasSeenBefore() {
        NamespaceCertificateBundle one = bundle("payments", "one", "m", THEN);
        claims = new Claims(TemporalNamespaces.ANY, false);
        assertThat(won(claimed(one, "True"))).isTrue();
        NamespaceCertificateBundle other = bundle("shipping", "other", "a", THEN);
        Claims ofOtherRelease = new Claims(TemporalNamespaces.ANY, false);
        assertThat(ofOtherRelease.of(other, all).won()).isTrue();
        assertThat(won(one)).isFalse();
    }

    @Test
    void theNextBundleWinsWhenTheHolderIsDeleted() {
        NamespaceCertificateBundle holder = bundle("payments", "holder", "m", THEN);
        NamespaceCertificateBundle rival = bundle("payments", "rival", "a", THEN);
        assertThat(won(holder)).isFalse();
        assertThat(won(rival)).isTrue();
        all.remove(rival);
        claims.forget(rival);
        assertThat(won(holder)).isTrue();
    }

    /** The watched bundles may still include the deleted one. */
    @Test
    void aRecreatedBundleDoesNotCompeteWithItself() {
        NamespaceCertificateBundle deleted = bundle("payments", "same", "a", THEN);
        assertThat(won(deleted)).isTrue();
        NamespaceCertificateBundle again = bundle("payments", "same", "b", LATER);
        all.remove(again);
        assertThat(won(again)).isTrue();
    }

    @Test
    void namesAreComparedCaseInsensitively() {
        bundle("payments", "older", "b", THEN);
        NamespaceCertificateBundle rival = bundle("attacker", "rival", "a", LATER);
        rival.setSpec(new SpecBuilder().temporalNamespace("Accounting.A2DD6").build());
        assertThat(won(rival)).isFalse();
    }

    @Test
    void aBundleThatMayNotClaimTheNameNeverCompetes() {
        claims = new Claims(TemporalNamespaces.parse("payments=" + NAME), true);
        NamespaceCertificateBundle squatter = bundle("attacker", "squatter", "a", THEN);
        NamespaceCertificateBundle rightful = bundle("payments", "rightful", "b", LATER);
        assertThat(won(rightful)).isTrue();
        Claim claim = claims.of(squatter, all);
        assertThat(claim.lost()).isTrue();
        assertThat(claim.allowed()).isFalse();
    }

    private boolean won(NamespaceCertificateBundle bundle) {
        return claims.of(bundle, all).won();
    }

    private NamespaceCertificateBundle bundle(String namespace, String name, String uid, String created) {
        NamespaceCertificateBundle bundle = new NamespaceCertificateBundle();
        bundle.getMetadata().setNamespace(namespace);
        bundle.getMetadata().setName(name);
        bundle.getMetadata().setUid(uid);
        bundle.getMetadata().setCreationTimestamp(created);
        bundle.setSpec(new SpecBuilder().temporalNamespace(NAME).build());
        all.add(bundle);
        return bundle;
    }

    private static NamespaceCertificateBundle claimed(NamespaceCertificateBundle bundle, String status) {
        bundle.setStatus(NamespaceCertificateBundleStatus.only(
                null,
                List.of(new ConditionBuilder()
                        .withType("Claimed")
                        .withStatus(status)
                        .build())));
        return bundle;
    }
}
