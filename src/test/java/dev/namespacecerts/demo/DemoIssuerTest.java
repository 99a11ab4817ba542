package dev.namespacecerts.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.api.v1alpha1.DemoAuthoritySpec;
import dev.namespacecerts.api.v1alpha1.DemoKeyAlgorithm;
import dev.namespacecerts.api.v1alpha1.DemoLeafSpec;
import dev.namespacecerts.rules.BundleInput;
import dev.namespacecerts.rules.BundleLimits;
import dev.namespacecerts.rules.BundleSource;
import dev.namespacecerts.rules.WellKnownAuthorities;
import dev.namespacecerts.rules.ca.BundleJudge;
import dev.namespacecerts.rules.leaf.ClientSecret;
import dev.namespacecerts.rules.leaf.LeafFilters;
import dev.namespacecerts.rules.leaf.LeafJudge;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.DistinguishedName;
import dev.namespacecerts.x509.KeyMatch;
import dev.namespacecerts.x509.PemWriter;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoIssuerTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00.5Z");
    private static final DemoIssuer ISSUER = new DemoIssuer(new SecureRandom());
    private static final DemoAuthoritySpec AUTHORITY =
            new DemoAuthoritySpec("Acme", DemoKeyAlgorithm.ECDSA_P384, "2160h");

    private final IssuedCertificate root = ISSUER.root("shop", AUTHORITY, 1, NOW);

    @ParameterizedTest(name = "{0}")
    @EnumSource(DemoKeyAlgorithm.class)
    void aRootIsAValidBundleAndItsLeafViolatesNoRule(DemoKeyAlgorithm algorithm) {
        DemoAuthoritySpec authority = new DemoAuthoritySpec("Acme", algorithm, "2160h");
        IssuedCertificate made = ISSUER.root("shop", authority, 1, NOW);
        BundleSource source =
                new BundleSource.Text(BundleSource.DEMO, PemWriter.certificates(List.of(made.certificate())));
        assertThat(new BundleJudge(BundleLimits.TEMPORAL_CLOUD, WellKnownAuthorities.bundled())
                        .judge(new BundleInput(List.of(source), 0, 0, Duration.ofHours(360)), NOW)
                        .violations())
                .isEmpty();
        DemoLeafSpec request = leaf("worker", null, "720h");
        IssuedCertificate leaf = ISSUER.leaf(DemoSubject.of(authority, request), request, made, NOW);
        ClientSecret secret = ClientSecret.read(
                "worker",
                leaf.chainPem(List.of(made.certificate())).getBytes(StandardCharsets.US_ASCII),
                leaf.keyPem().getBytes(StandardCharsets.US_ASCII));
        assertThat(secret.key()).isEqualTo(KeyMatch.PKCS8);
        assertThat(judge(made).judge(secret).violations()).isEmpty();
    }

    @ParameterizedTest(name = "a leaf called {0}")
    @ValueSource(
            strings = {
                "shop demo CA 1",
                "SHOP DEMO CA 1",
                "#worker",
                "a,b=c+d\"e\\f;g<h>",
                "ünï©ode 漢字",
                "x",
                "0123456789012345678901234567890123456789012345678901234567890123"
            })
    void aLeafHasTheRequestedDnAndNeverThatOfARoot(String name) {
        DemoLeafSpec request = leaf(name, "Demo CA", "720h");
        IssuedCertificate leaf = ISSUER.leaf(DemoSubject.of(AUTHORITY, request), request, root, NOW);
        assertThat(leaf.certificate().subject().values(DistinguishedName.COMMON_NAME))
                .containsExactly(name);
        ClientSecret secret = ClientSecret.of(
                "worker", PemWriter.certificates(List.of(leaf.certificate(), root.certificate())), KeyMatch.PKCS8);
        assertThat(judge(root).judge(secret).violations()).isEmpty();
    }

    @Test
    void aLeafNeverExpiresAfterItsRoot() {
        Instant late = root.certificate().notAfter().minusSeconds(60);
        DemoLeafSpec request = leaf("worker", null, "720h");
        IssuedCertificate leaf = ISSUER.leaf(DemoSubject.of(AUTHORITY, request), request, root, late);
        assertThat(leaf.certificate().notAfter()).isEqualTo(root.certificate().notAfter());
    }

    @Test
    void serialNumbersAreRandomPositiveAndLong() {
        Set<Object> serials = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            Certificate made = ISSUER.root("shop", AUTHORITY, 1, NOW).certificate();
            assertThat(made.serial().signum()).isPositive();
            assertThat(made.serial().bitLength()).isBetween(64, 159);
            serials.add(made.serial());
        }
        assertThat(serials).hasSize(50);
    }

    @Test
    void theGenerationIsReadFromTheDnOfARoot() {
        assertThat(DemoIssuer.generation(ISSUER.root("shop", AUTHORITY, 17, NOW).certificate()))
                .hasValue(17);
        DemoLeafSpec request = leaf("worker", null, "720h");
        assertThat(DemoIssuer.generation(ISSUER.leaf(DemoSubject.of(AUTHORITY, request), request, root, NOW)
                        .certificate()))
                .isEmpty();
    }

    @Test
    void aKeyIsReadOnlyWithItsOwnCertificate() {
        assertThat(DemoIssuer.read(root.certificate(), root.keyPem())).isPresent();
        assertThat(DemoIssuer.read(
                        root.certificate(),
                        ISSUER.root("shop", AUTHORITY, 1, NOW).keyPem()))
                .isEmpty();
        assertThat(DemoIssuer.read(root.certificate(), "")).isEmpty();
        assertThat(DemoIssuer.read(root.certificate(), root.keyPem().substring(0, 100)))
                .isEmpty();
    }

    @Test
    void toStringDoesNotShowTheKey() {
        assertThat(root.toString())
                .doesNotContain("PRIVATE")
                .contains(root.certificate().fingerprint());
    }

    private static LeafJudge judge(IssuedCertificate root) {
        return new LeafJudge(List.of(root.certificate()), new LeafFilters(List.of(), 0, false), NOW);
    }

    private static DemoLeafSpec leaf(String commonName, String unit, String duration) {
        return new DemoLeafSpec("secret", commonName, unit, List.of("worker.shop"), duration);
    }
}
