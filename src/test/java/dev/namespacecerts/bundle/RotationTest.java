package dev.namespacecerts.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.RotationStatus;
import dev.namespacecerts.filter.FilterVerdicts;
import dev.namespacecerts.publish.Publication;
import dev.namespacecerts.rules.BundleLimits;
import dev.namespacecerts.rules.BundleSource;
import dev.namespacecerts.rules.WellKnownAuthorities;
import dev.namespacecerts.rules.ca.BundleJudge;
import dev.namespacecerts.rules.leaf.ClientSecret;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.SpecBuilder;
import dev.namespacecerts.x509.KeyMatch;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What one visit leaves in the status is all that the next one knows. */
class RotationTest {
    private static final Instant START = Instant.parse("2030-06-01T00:00:00Z");
    private static final Clock CLOCK = Clock.fixed(START, ZoneOffset.UTC);
    private static final BundleJudge JUDGE =
            new BundleJudge(BundleLimits.TEMPORAL_CLOUD, WellKnownAuthorities.bundled());
    private static final FilterVerdicts NO_FILTERS = new FilterVerdicts(0, List.of(), List.of());

    private final NamespaceCertificateBundle bundle = new NamespaceCertificateBundle();
    private final HeldCertificate gone =
            CertificateBuilder.root("CN=Gone").at(CLOCK).build();
    private final HeldCertificate stays =
            CertificateBuilder.root("CN=Stays").at(CLOCK).build();
    private final String expired = CertificateBuilder.root("CN=Expired")
            .at(CLOCK)
            .notAfter(START.minusSeconds(1))
            .build()
            .pem();

    @Test
    void theDeadlineOfACaThatIsKeptHoldsWhateverBecomesOfTheBundleMeanwhile() {
        assertThat(visit(0, gone.pem() + stays.pem())).isEmpty();
        assertThat(visit(1, stays.pem())).containsExactly("CN=Gone");
        assertThat(visit(100, stays.pem() + expired)).containsExactly("CN=Gone");
        assertThat(visit(169, stays.pem() + expired)).isEmpty();
        assertThat(visit(170, stays.pem())).isEmpty();
    }

    @Test
    void aCaIsKeptThroughABundleThatIsInvalidForAWhile() {
        visit(0, gone.pem() + stays.pem());
        assertThat(visit(1, "nonsense")).containsExactly("CN=Gone");
        assertThat(visit(2, stays.pem())).containsExactly("CN=Gone");
        assertThat(visit(3, gone.pem() + stays.pem())).isEmpty();
        assertThat(visit(170, stays.pem())).containsExactly("CN=Gone");
    }

    @Test
    void nothingIsCompleteBeforeItIsPublished() {
        visit(0, gone.pem() + stays.pem());
        assertThat(rotation().phase()).isEqualTo(RotationStatus.Phase.Complete);
        assertThat(visit(1, gone.pem(), false)).isEmpty();
        assertThat(rotation().phase()).isNull();
        assertThat(rotation().lastPublished()).isEqualTo(gone.pem() + stays.pem());
        assertThat(rotation().retained())
                .extracting(RotationStatus.RetainedCertificate::subject, RotationStatus.RetainedCertificate::waitingFor)
                .containsExactly(tuple("CN=Stays", List.of()));
        visit(2, gone.pem(), true);
        assertThat(rotation().phase()).isEqualTo(RotationStatus.Phase.Complete);
        assertThat(rotation().lastPublished()).isEqualTo(gone.pem());
        assertThat(rotation().retained()).isNull();
    }

    @Test
    void aCaThatIsNoLongerKeptIsToldAsLongAsItIsPublished() {
        visit(0, gone.pem() + stays.pem());
        assertThat(visit(1, stays.pem(), false)).containsExactly("CN=Gone");
        assertThat(rotation().phase()).isEqualTo(RotationStatus.Phase.WaitingForClients);
        assertThat(visit(170, stays.pem(), false)).isEmpty();
        assertThat(rotation().phase()).isNull();
        assertThat(rotation().lastPublished()).contains(gone.pem());
        assertThat(rotation().retained())
                .extracting(RotationStatus.RetainedCertificate::removedAt)
                .containsExactly(START.plus(Duration.ofHours(1)).toString());
        assertThat(visit(171, stays.pem(), true)).isEmpty();
        assertThat(rotation().phase()).isEqualTo(RotationStatus.Phase.Complete);
    }

    private RotationStatus rotation() {
        return bundle.getStatus().rotation();
    }

    private List<String> visit(int hours, String pem) {
        return visit(hours, pem, true);
    }

    /** The subjects of the CAs that are kept at a visit some hours after the start. */
    private List<String> visit(int hours, String pem, boolean canBePublished) {
        Instant now = START.plus(Duration.ofHours(hours));
        bundle.setMetadata(new ObjectMetaBuilder()
                .withName("b")
                .withNamespace("n")
                .withGeneration(1L)
                .build());
        bundle.setSpec(new SpecBuilder()
                .inline(pem)
                .publishTo("ca")
                .waitForClients("168h")
                .build());
        Judgement judgement = Judgement.of(
                bundle,
                List.of(new BundleSource.Text("spec.certificates[0]", pem.getBytes(StandardCharsets.US_ASCII))),
                NO_FILTERS,
                List.of(client()),
                JUDGE,
                now);
        boolean done = judgement.verdict().valid() && canBePublished;
        Publication publication = new Publication(done, "Any", "any", false, false, Optional.empty(), null);
        Outcome outcome = new Outcome(
                judgement, NO_FILTERS, new Claim(null, null, false), Optional.empty(), Optional.of(publication));
        bundle.setStatus(BundleReport.of(bundle, outcome, Clock.fixed(now, ZoneOffset.UTC))
                .status());
        return judgement.retained().stream()
                .map(retained -> retained.certificate().subject().toString())
                .toList();
    }

    private ClientSecret client() {
        String chain = CertificateBuilder.leaf("CN=gone")
                .at(CLOCK)
                .issuedBy(gone)
                .build()
                .pem();
        return ClientSecret.of("worker", chain.getBytes(StandardCharsets.US_ASCII), KeyMatch.PKCS8);
    }
}
