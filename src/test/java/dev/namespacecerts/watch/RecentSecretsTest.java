package dev.namespacecerts.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.testing.ManualClock;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentSecretsTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    private final NamespaceCertificateBundle bundle = bundle();
    private final ManualClock clock = new ManualClock(NOW);
    private final RecentSecrets recent = new RecentSecrets(clock);

    private static NamespaceCertificateBundle bundle() {
        NamespaceCertificateBundle bundle = new NamespaceCertificateBundle();
        bundle.getMetadata().setName("shop");
        bundle.getMetadata().setNamespace("payments");
        bundle.getMetadata().setUid("uid-of-shop");
        return bundle;
    }

    @Test
    void aWrittenSecretIsReturnedBeforeTheWatchReportsIt() {
        recent.wrote(secret("first", 7));
        assertThat(seen()).isEqualTo("7");
    }

    @Test
    void theNewerVersionIsReturned() {
        recent.wrote(secret("first", 7));
        assertThat(seen(secret("first", 6))).isEqualTo("7");
        assertThat(seen(secret("first", 10))).isEqualTo("10");
    }

    @Test
    void aDeletedSecretIsRemoved() {
        recent.wrote(secret("first", 7));
        recent.deleted(secret("first", 8));
        assertThat(seen()).isNull();
    }

    /** Otherwise a Secret would be reissued if it is deleted before the watch reports it. */
    @Test
    void theDeletionOfAnEarlierSecretOfTheSameNameKeepsTheNewOne() {
        recent.wrote(secret("second", 9));
        recent.deleted(secret("first", 8));
        assertThat(seen()).isEqualTo("9");
    }

    @Test
    void afterTenSecondsOnlyTheWatchCounts() {
        recent.wrote(secret("first", 7));
        clock.set(NOW.plusSeconds(11));
        assertThat(seen()).isNull();
    }

    @Test
    void aSecretOfAnotherBundleIsNotReturned() {
        recent.wrote(secret("first", 7));
        bundle.getMetadata().setName("other");
        assertThat(seen()).isNull();
    }

    /** The returned version; null if there is none. */
    private String seen(Secret... watched) {
        CertificateOnlySecret secret = recent.over(
                        List.of(watched).stream().map(ReducedObjects::kept).toList(), bundle)
                .get("worker");
        return secret == null ? null : secret.getMetadata().getResourceVersion();
    }

    private Secret secret(String uid, int version) {
        return new SecretBuilder()
                .withNewMetadataLike(OwnedObjects.meta(bundle, "worker"))
                .withUid(uid)
                .withResourceVersion(Integer.toString(version))
                .endMetadata()
                .build();
    }
}
