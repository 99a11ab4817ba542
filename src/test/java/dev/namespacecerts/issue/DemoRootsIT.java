package dev.namespacecerts.issue;

import static dev.namespacecerts.issue.ReconciledBundle.AUTHORITY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.api.v1alpha1.DemoAuthoritySpec;
import dev.namespacecerts.api.v1alpha1.DemoKeyAlgorithm;
import dev.namespacecerts.api.v1alpha1.DemoLeafSpec;
import dev.namespacecerts.api.v1alpha1.DemoSpec;
import dev.namespacecerts.api.v1alpha1.DemoStatus;
import dev.namespacecerts.demo.DemoIssuer;
import dev.namespacecerts.demo.IssuedCertificate;
import dev.namespacecerts.settings.Feature;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.PemWriter;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which roots a demo has: none that a user wrote into its Secrets, and the old ones as long as they are needed. */
class DemoRootsIT {
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
    private static final DemoIssuer ISSUER = new DemoIssuer(new SecureRandom());

    private final ReconciledBundle bundle = new ReconciledBundle(demo("Acme", "a"), START);

    @AfterEach
    void close() {
        bundle.close();
    }

    @ParameterizedTest(name = "generation {0}")
    @ValueSource(ints = {2, 300, 999_999_998, 999_999_999})
    void theGenerationIsNotTakenFromAnEditedChain(int generation) {
        Certificate own = bundle.reconcile().roots().get(0);
        IssuedCertificate other = ISSUER.root("other", demo("Evil").authority(), generation, START);
        write(AUTHORITY, "tls.crt", other.chainPem(List.of()));
        DemoOutcome outcome = bundle.reconcile();
        assertThat(outcome.status().authority().generation()).isBetween(2, 3);
        assertThat(outcome.roots()).hasSize(2).contains(own).doesNotContain(other.certificate());
        assertSettlesWith(2);
    }

    @Test
    void aRootFarAfterTheReportedOneIsNotUsed() {
        bundle.reconcile();
        IssuedCertificate other = ISSUER.root("shop", demo("Acme").authority(), 999_999_998, START);
        write(AUTHORITY, "tls.crt", other.chainPem(List.of()));
        write(AUTHORITY, "tls.key", other.keyPem());
        assertThat(bundle.reconcile().status().authority().generation()).isEqualTo(2);
        assertSettlesWith(2);
    }

    /**
     * As a user who may edit Secrets can create it: of the next generation, self-signed, and with the seal of the
     * present one.
     */
    @Test
    void aRootReplacedByAUserIsNotUsed() {
        Certificate own = bundle.reconcile().roots().get(0);
        IssuedCertificate evil = ISSUER.root("shop", demo("Acme").authority(), 2, START);
        write(AUTHORITY, "tls.crt", evil.chainPem(List.of()));
        write(AUTHORITY, "tls.key", evil.keyPem());
        DemoOutcome outcome = bundle.reconcile();
        assertThat(outcome.roots()).hasSize(2).startsWith(own).doesNotContain(evil.certificate());
        assertSettlesWith(2);
        assertThat(bundle.reconcile().roots()).doesNotContain(evil.certificate());
    }

    @Test
    void aRootThatWasCreatedButNotReportedIsUsed() {
        Certificate own = bundle.reconcile().roots().get(0);
        bundle.forget();
        bundle.restart(bundle.client(), Feature.Enabled);
        assertThat(bundle.reconcile().roots()).containsExactly(own);
        assertSettlesWith(1);
    }

    /** As a user who may write the status and edit Secrets can create it. */
    @Test
    void aForgedStatusAddsNoRootToTheBundle() {
        DemoOutcome before = bundle.reconcile();
        IssuedCertificate evil = ISSUER.root("shop", demo("Acme").authority(), 2, START);
        DemoStatus.Authority forged = new DemoStatus.Authority(
                evil.certificate().fingerprint(), evil.certificate().notAfter().toString(), 2, null);
        write(AUTHORITY, "tls.crt", evil.chainPem(List.of()));
        write(AUTHORITY, "tls.key", evil.keyPem());
        for (String seal : Stream.of(null, "", "00", before.status().seal()).toList()) {
            bundle.forge(new DemoStatus(forged, before.status().leaves(), seal));
            assertThat(bundle.reconcile().roots()).isNotEmpty().doesNotContain(evil.certificate());
            write(AUTHORITY, "tls.crt", evil.chainPem(List.of()));
            write(AUTHORITY, "tls.key", evil.keyPem());
        }
        DemoStatus.Authority withEvil = new DemoStatus.Authority(
                before.status().authority().fingerprint(),
                before.status().authority().notAfter(),
                Integer.MAX_VALUE,
                List.of(new DemoStatus.Previous(evil.certificate().fingerprint(), "never")));
        bundle.forge(new DemoStatus(withEvil, null, before.status().seal()));
        assertThat(bundle.reconcile().roots()).isNotEmpty().doesNotContain(evil.certificate());
        assertThat(bundle.reconcile().pending()).isZero();
    }

    @Test
    void aCaOfTheSpecInTheAuthoritySecretIsNotKept() {
        IssuedCertificate own = ISSUER.root("corporate", demo("Acme").authority(), 7, START);
        bundle.others(own.certificate());
        Certificate root = bundle.reconcile().roots().get(0);
        write(AUTHORITY, "tls.crt", pem(root, own.certificate()));
        assertThat(bundle.reconcile().roots()).containsExactly(root);
        bundle.others();
        assertThat(bundle.reconcile().roots()).containsExactly(root);
    }

    @Test
    void theRootOfALostAuthorityStaysWhileItHasLeaves() {
        Certificate lost = bundle.reconcile().roots().get(0);
        bundle.lose(AUTHORITY);
        bundle.restart(bundle.client(), Feature.Enabled);
        DemoOutcome replaced = bundle.reconcile();
        assertThat(replaced.roots()).hasSize(2).startsWith(lost);
        assertThat(replaced.pending()).isZero(); // the leaf is still valid
        assertThat(replaced.status().authority().generation()).isEqualTo(2);
        assertSettlesWith(2);
        Instant renewed = START.plus(Duration.ofHours(480));
        bundle.clock().set(renewed);
        assertThat(bundle.reconcile().roots()).hasSize(2).startsWith(lost);
        bundle.clock().set(renewed.plus(Duration.ofHours(23)));
        assertThat(bundle.reconcile().roots()).hasSize(2).startsWith(lost);
        bundle.clock().set(renewed.plus(Duration.ofHours(24)));
        assertThat(bundle.reconcile().roots()).hasSize(1).doesNotContain(lost);
    }

    private void assertSettlesWith(int roots) {
        for (int i = 0; i < 5; i++) {
            bundle.reconcile();
        }
        assertThat(bundle.reconcile().pending()).isZero();
        assertThat(bundle.issued("root")).isEqualTo(roots);
    }

    private void write(String name, String key, String value) {
        String encoded = Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.US_ASCII));
        bundle.edit(
                name,
                secret -> new SecretBuilder(secret).addToData(key, encoded).build());
    }

    private static String pem(Certificate... certificates) {
        return new String(PemWriter.certificates(List.of(certificates)), StandardCharsets.US_ASCII);
    }

    private static DemoSpec demo(String organization, String... leaves) {
        return new DemoSpec(
                new DemoAuthoritySpec(organization, DemoKeyAlgorithm.ECDSA_P384, "2160h"),
                Stream.of(leaves).map(DemoRootsIT::leaf).toList());
    }

    private static DemoLeafSpec leaf(String name) {
        return new DemoLeafSpec(name, name, null, null, "720h");
    }
}
