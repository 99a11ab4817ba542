package dev.namespacecerts.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.api.v1alpha1.DemoAuthoritySpec;
import dev.namespacecerts.api.v1alpha1.DemoKeyAlgorithm;
import dev.namespacecerts.api.v1alpha1.DemoLeafSpec;
import dev.namespacecerts.api.v1alpha1.DemoSpec;
import dev.namespacecerts.api.v1alpha1.DemoStatus;
import dev.namespacecerts.x509.Caches;
import dev.namespacecerts.x509.Certificate;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated // it replaces the caches
class DemoPolicyTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final Instant LOADED = NOW.plus(Duration.ofMinutes(3));
    private static final DemoAuthoritySpec AUTHORITY =
            new DemoAuthoritySpec("Acme", DemoKeyAlgorithm.ECDSA_P384, "2160h");
    private static final DemoIssuer ISSUER = new DemoIssuer(new SecureRandom());

    private final IssuedCertificate previous = ISSUER.root("shop", AUTHORITY, 1, NOW);
    private final Certificate root = ISSUER.root("shop", AUTHORITY, 2, NOW).certificate();
    private final Certificate leaf = leaf("1h");
    private final Optional<PublishedCas> published = published(root);

    @Test
    void aRootIsTrustedOnceServersHaveLoadedIt() {
        assertThat(policy(published, NOW).trusted(root)).contains(LOADED);
        assertThat(policy(published, NOW).trusted(previous.certificate()))
                .as("not the one that signs")
                .isEmpty();
        assertThat(policy(published(previous.certificate()), NOW).trusted(root))
                .as("not published")
                .isEmpty();
        assertThat(policy(Optional.empty(), NOW).trusted(root))
                .as("publishing is not asked for")
                .hasValueSatisfying(from -> assertThat(from).isBefore(NOW));
    }

    @Test
    void aLeafOfThePreviousRootStaysUntilServersHaveLoadedTheNewOne() {
        assertThat(policy(published, NOW).isSettling(root, leaf)).isTrue();
        assertThat(policy(published, LOADED.minusMillis(1)).isSettling(root, leaf))
                .isTrue();
        assertThat(policy(published, LOADED).isSettling(root, leaf)).isFalse();
        assertThat(policy(Optional.empty(), NOW).isSettling(root, leaf)).isFalse();
    }

    @Test
    void aLeafThatExpiresEarlierIsReplacedAtOnce() {
        assertThat(policy(published, NOW).isSettling(root, leaf("181s"))).isTrue();
        assertThat(policy(published, NOW).isSettling(root, leaf("180s"))).isFalse();
    }

    @Test
    void theSignatureOfAnUnreportedLeafIsVerifiedOnce() {
        Certificate issuer = previous.certificate();
        try (Caches caches = Caches.on()) {
            for (int i = 0; i < 3; i++) {
                assertThat(policy(published, NOW).isOneOf(leaf, List.of(issuer)))
                        .isTrue();
            }
            assertThat(caches.verified()).containsExactly(List.of(leaf, issuer.publicKey()));
        }
    }

    private static Optional<PublishedCas> published(Certificate root) {
        return Optional.of(new PublishedCas(Set.of(root.fingerprint()), LOADED));
    }

    private DemoPolicy policy(Optional<PublishedCas> cas, Instant now) {
        DemoStatus status = new DemoStatus(
                new DemoStatus.Authority(root.fingerprint(), root.notAfter().toString(), 2, null), null, null);
        return new DemoPolicy(
                "shop", new DemoSpec(AUTHORITY, List.of()), ReportedDemo.of(Optional.of(status), cas), now);
    }

    private Certificate leaf(String duration) {
        DemoLeafSpec request = new DemoLeafSpec("worker", "worker", null, null, duration);
        return ISSUER.leaf(DemoSubject.of(AUTHORITY, request), request, previous, NOW)
                .certificate();
    }
}
