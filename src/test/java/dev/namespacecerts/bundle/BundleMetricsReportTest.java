package dev.namespacecerts.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.api.v1alpha1.CertificateSummary;
import dev.namespacecerts.api.v1alpha1.ClientStatus;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundleStatus;
import dev.namespacecerts.evaluate.BundleObjects;
import dev.namespacecerts.evaluate.BundleReport;
import dev.namespacecerts.evaluate.Claim;
import dev.namespacecerts.evaluate.Judgement;
import dev.namespacecerts.evaluate.Outcome;
import dev.namespacecerts.evaluate.RotationRecord;
import dev.namespacecerts.metrics.BundleFacts;
import dev.namespacecerts.metrics.BundleFacts.Client;
import dev.namespacecerts.metrics.BundleFacts.Expiry;
import dev.namespacecerts.metrics.BundleFacts.Truth;
import dev.namespacecerts.rules.BundleLimits;
import dev.namespacecerts.rules.BundleSource;
import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.WellKnownAuthorities;
import dev.namespacecerts.rules.ca.BundleJudge;
import dev.namespacecerts.rules.leaf.ClientSecret;
import dev.namespacecerts.seal.Seals;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.SpecBuilder;
import dev.namespacecerts.x509.KeyMatch;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The metrics of a bundle that is suspended when the operator starts come only from its status. */
class BundleMetricsReportTest {
    private static final Instant NOW = Instant.parse("2030-06-01T00:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @Test
    void metricsFromTheStatusEqualThoseOfTheEvaluation() {
        HeldCertificate root = CertificateBuilder.root("CN=Acme Root").at(CLOCK).build();
        HeldCertificate leaf = CertificateBuilder.leaf("CN=worker")
                .at(CLOCK)
                .issuedBy(root)
                .withoutKeyUsage()
                .build();
        NamespaceCertificateBundle bundle = new NamespaceCertificateBundle();
        bundle.getMetadata().setName("b");
        bundle.getMetadata().setNamespace("n");
        bundle.getMetadata().setGeneration(1L);
        bundle.setSpec(new SpecBuilder().inline(root.pem()).client("worker").build());
        assertThat(BundleMetricsReport.ofStatus(bundle).valid()).isEqualTo(Truth.Unknown);

        BundleObjects objects = new BundleObjects(
                bundle,
                List.of(new BundleSource.Text("spec.certificates[0]", bytes(root.pem() + root.pem()))),
                List.of(),
                List.of(ClientSecret.of("worker", bytes(leaf.pem()), KeyMatch.PKCS8), ClientSecret.missing("absent")),
                Claim.NONE,
                RotationRecord.NONE);
        BundleJudge judge = new BundleJudge(BundleLimits.TEMPORAL_CLOUD, WellKnownAuthorities.bundled());
        Judgement judgement = Judgement.of(objects, Optional.empty(), judge, NOW);
        Outcome outcome = new Outcome(objects, judgement, Optional.empty(), Optional.empty(), Optional.empty());
        BundleFacts found = BundleMetricsReport.of(outcome, false);
        assertThat(found.certificates()).hasSize(2);
        assertThat(found.certificates()).extracting(Expiry::commonName).containsExactly("Acme Root", "");
        assertThat(found.certificates())
                .extracting(Expiry::fingerprint)
                .containsExactly(root.parsed().fingerprint(), "");
        assertThat(found.violations()).hasSize(3);
        assertThat(found.clients())
                .containsExactlyInAnyOrder(
                        new Client("worker", false, Rule.EE_3), new Client("absent", false, Rule.EE_11));

        bundle.setStatus(
                BundleReport.of(outcome, new Seals(() -> new byte[] {1}), NOW).status());
        assertSameFromStatus(bundle, found);
        bundle.setStatus(BundleReport.suspended(bundle, NOW).status());
        assertSameFromStatus(bundle, found);
    }

    /** A user who may write the status can write anything that the schema allows. */
    @Test
    void aForgedStatusCausesNoException() {
        NamespaceCertificateBundle bundle = new NamespaceCertificateBundle();
        bundle.getMetadata().setName("b");
        bundle.getMetadata().setNamespace("n");
        Condition valid =
                new ConditionBuilder().withType("Valid").withStatus("True").build();
        bundle.setStatus(new NamespaceCertificateBundleStatus(
                1L,
                List.of(valid),
                null,
                null,
                null,
                List.of(
                        new CertificateSummary(null, "short", null, "soon", null, null),
                        new CertificateSummary(null, null, null, null, null, null),
                        new CertificateSummary(null, "0".repeat(64), null, "tomorrow", null, null)),
                List.of(new ClientStatus("worker", false, null, "never", null, null, null, null)),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null));
        assertThat(BundleMetricsReport.ofStatus(bundle).certificates()).isEmpty();
    }

    private static void assertSameFromStatus(NamespaceCertificateBundle bundle, BundleFacts found) {
        BundleFacts fromStatus = BundleMetricsReport.ofStatus(bundle);
        assertThat(fromStatus.labels()).isEqualTo(found.labels());
        assertThat(fromStatus.valid()).isEqualTo(found.valid());
        assertThat(fromStatus.ready()).isEqualTo(Truth.Unknown);
        assertThat(fromStatus.violations()).isEqualTo(found.violations());
        assertThat(fromStatus.certificates()).isEqualTo(found.certificates());
        assertThat(fromStatus.clients()).containsExactlyInAnyOrderElementsOf(found.clients());
    }

    @Test
    void theCommonNameIsThatOfTheSubjectCutAndWithoutEscapes() {
        assertThat(BundleMetricsReport.commonName("CN=Acme\\, Inc. \\+ Co\\\\,OU=CN\\=x,O=Acme"))
                .isEqualTo("Acme, Inc. + Co\\");
        assertThat(BundleMetricsReport.commonName("OU=a+CN=both,CN=less specific"))
                .isEqualTo("both");
        assertThat(BundleMetricsReport.commonName("OU=CN\\,CN=not one,O=Acme")).isEqualTo("OU=CN,CN=not one,O=Acme");
        assertThat(BundleMetricsReport.commonName("O=Acme")).isEqualTo("O=Acme");
        assertThat(BundleMetricsReport.commonName("CN=" + "a".repeat(100)))
                .hasSize(64)
                .endsWith("…");
        assertThat(BundleMetricsReport.commonName("(empty)")).isEqualTo("(empty)");
        assertThat(BundleMetricsReport.commonName(null)).isEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
