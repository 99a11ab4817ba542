package dev.namespacecerts.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.namespacecerts.api.v1alpha1.CertificateSummary;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundleStatus;
import dev.namespacecerts.api.v1alpha1.PublishedObject;
import dev.namespacecerts.api.v1alpha1.RotationStatus;
import dev.namespacecerts.bundle.SealedRecords;
import dev.namespacecerts.demo.PublishedCas;
import dev.namespacecerts.rules.BundleLimits;
import dev.namespacecerts.rules.BundleSource;
import dev.namespacecerts.rules.WellKnownAuthorities;
import dev.namespacecerts.rules.ca.BundleJudge;
import dev.namespacecerts.rules.leaf.ClientSecret;
import dev.namespacecerts.seal.Seals;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.SpecBuilder;
import dev.namespacecerts.x509.KeyMatch;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Only the status carries information from one reconciliation to the next. */
class RotationTest {
    private static final Instant START = Instant.parse("2030-06-01T00:00:00Z");
    private static final Clock CLOCK = Clock.fixed(START, ZoneOffset.UTC);
    private static final BundleJudge JUDGE =
            new BundleJudge(new BundleLimits(100, 1_000_000), WellKnownAuthorities.bundled());

    private static final Seals SEALS = new Seals(() -> new byte[] {1});

    private final SealedRecords<RotationRecord> records =
            new SealedRecords<>(bundle -> RotationRecord.of(bundle, SEALS), RotationRecord.REFUSED);
    private String uid = "uid";
    private String reason = "Any";
    private boolean removalPolicy = true;
    private List<ClientSecret> clients;
    private Outcome outcome;
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
    void theDeadlineOfARetainedCaDoesNotMoveWhileTheBundleChanges() {
        assertThat(reconcile(0, gone.pem() + stays.pem())).isEmpty();
        assertThat(reconcile(1, stays.pem())).containsExactly("CN=Gone");
        assertThat(reconcile(100, stays.pem() + expired)).containsExactly("CN=Gone");
        assertThat(reconcile(169, stays.pem() + expired)).isEmpty();
        assertThat(reconcile(170, stays.pem())).isEmpty();
    }

    @Test
    void aCaIsRetainedWhileTheBundleIsInvalid() {
        reconcile(0, gone.pem() + stays.pem());
        assertThat(reconcile(1, "nonsense")).containsExactly("CN=Gone");
        assertThat(reconcile(2, stays.pem())).containsExactly("CN=Gone");
        assertThat(reconcile(3, gone.pem() + stays.pem())).isEmpty();
        assertThat(reconcile(170, stays.pem())).containsExactly("CN=Gone");
    }

    @Test
    void aRotationIsNotCompleteBeforeItIsPublished() {
        reconcile(0, gone.pem() + stays.pem());
        assertThat(rotation().phase()).isEqualTo(RotationStatus.Phase.Complete);
        assertThat(reconcile(1, gone.pem(), false)).isEmpty();
        assertThat(rotation().phase()).isNull();
        assertThat(rotation().lastPublished()).isEqualTo(gone.pem() + stays.pem());
        assertThat(rotation().retained())
                .extracting(
                        RotationStatus.RetainedCertificate::subject,
                        RotationStatus.RetainedCertificate::deadline,
                        RotationStatus.RetainedCertificate::waitingFor)
                .containsExactly(tuple("CN=Stays", null, List.of()));
        reconcile(2, gone.pem(), true);
        assertThat(rotation().phase()).isEqualTo(RotationStatus.Phase.Settling);
        assertThat(rotation().lastPublished()).isEqualTo(stays.pem() + gone.pem());
        reconcile(3, gone.pem(), true);
        assertThat(rotation().phase()).isEqualTo(RotationStatus.Phase.Complete);
        assertThat(rotation().lastPublished()).isEqualTo(gone.pem());
        assertThat(rotation().retained()).isNull();
    }

    @Test
    void aVersionWithoutValidSealIsIgnoredButTheRecordIsNot() {
        reconcile(0, stays.pem());
        NamespaceCertificateBundleStatus sealed = bundle.getStatus();
        PublishedObject published = sealed.published();
        assertThat(record(published, sealed.rotation()).object()).isEqualTo(published);
        PublishedObject forged = new PublishedObject(
                published.kind(),
                published.name(),
                published.key(),
                published.digest(),
                published.uid(),
                "8",
                published.seal());
        for (PublishedObject other : List.of(forged, published.sealed(null), published.unversioned())) {
            RotationRecord record = record(other, sealed.rotation());
            assertThat(record.refused()).isFalse();
            assertThat(record.object()).isEqualTo(published.unversioned());
        }
    }

    @Test
    void anyChangeOfTheRecordInvalidatesItsSeal() {
        HeldCertificate evil = CertificateBuilder.root("CN=Evil").at(CLOCK).build();
        reconcile(0, gone.pem() + stays.pem());
        reconcile(1, stays.pem());
        NamespaceCertificateBundleStatus sealed = bundle.getStatus();
        assertThat(record(sealed.published(), sealed.rotation()).refused()).isFalse();
        PublishedObject elsewhere = new PublishedObject(
                PublishedObject.Kind.Secret, "ca", "ca.crt", sealed.published().digest(), "uid", null, null);
        RotationStatus rotation = sealed.rotation();
        String removedAt = rotation.retained().get(0).removedAt();
        assertThat(List.of(
                        record(elsewhere, rotation),
                        record(null, rotation),
                        record(sealed.published(), null),
                        record(sealed.published(), with(rotation, evil.pem(), removedAt, rotation.seal())),
                        record(sealed.published(), with(rotation, null, removedAt, rotation.seal())),
                        record(sealed.published(), with(rotation, rotation.lastPublished(), "now", rotation.seal())),
                        record(sealed.published(), with(rotation, rotation.lastPublished(), null, rotation.seal())),
                        record(sealed.published(), with(rotation, rotation.lastPublished(), removedAt, null)),
                        record(sealed.published(), with(rotation, rotation.lastPublished(), removedAt, "abc"))))
                .allSatisfy(record -> {
                    assertThat(record.refused()).isTrue();
                    assertThat(record.published()).isEmpty();
                    assertThat(record.object()).isNull();
                });
    }

    @Test
    void demoIssuanceTrustsOnlyASealedRecordOfPublishedCas() {
        reconcile(0, gone.pem());
        PublishedObject object = bundle.getStatus().published();
        RotationStatus rotation = rotation();
        assertThat(Rotation.published(bundle, record(object, rotation)))
                .contains(new PublishedCas(Set.of(gone.parsed().fingerprint()), START.plus(Duration.ofMinutes(3))));
        RotationStatus earlier = new RotationStatus(
                rotation.phase(),
                null,
                null,
                rotation.lastPublished(),
                START.minus(Duration.ofHours(1)).toString(),
                rotation.sealedAt(),
                rotation.seal());
        assertThat(List.of(
                        with(rotation, gone.pem() + stays.pem(), null, rotation.seal()),
                        with(rotation, gone.pem(), null, null),
                        earlier))
                .allSatisfy(forged -> assertThat(Rotation.published(bundle, record(object, forged)))
                        .hasValueSatisfying(
                                cas -> assertThat(cas.fingerprints()).isEmpty()));
        bundle.setSpec(new SpecBuilder().inline(gone.pem()).build());
        assertThat(Rotation.published(bundle, record(object, rotation))).isEmpty();
    }

    @Test
    void aForgedRecordRetainsNoCaAndPublishedReportsIt() {
        reconcile(0, gone.pem() + stays.pem());
        RotationStatus rotation = rotation();
        status(with(rotation, rotation.lastPublished() + gone.pem(), null, rotation.seal()));
        assertThat(reconcile(1, stays.pem())).isEmpty();
        assertThat(published().getMessage()).contains("no valid seal");
        assertThat(rotation().lastPublished()).isEqualTo(stays.pem());
        reconcile(2, stays.pem());
        assertThat(published().getMessage()).doesNotContain("no valid seal");
    }

    @Test
    void aRestoredOlderRecordIsIgnored() {
        reconcile(0, gone.pem() + stays.pem());
        NamespaceCertificateBundleStatus old = bundle.getStatus();
        reconcile(1, gone.pem() + stays.pem());
        assertThat(rotation()).as("nothing changed").isEqualTo(old.rotation());
        clients = List.of();
        reconcile(2, stays.pem());
        reconcile(3, stays.pem());
        assertThat(rotation().lastPublished()).isEqualTo(stays.pem());
        clients = null;

        bundle.setStatus(old);
        Instant now = START.plus(Duration.ofHours(3));
        assertThat(records.of(bundle, now.plusSeconds(5)))
                .as("perhaps from a cache")
                .isEmpty();
        assertThat(records.of(bundle, now.plusSeconds(10)))
                .hasValueSatisfying(record -> assertThat(record.refused()).isTrue());
        assertThat(reconcile(4, stays.pem())).isEmpty();
        assertThat(rotation().lastPublished()).isEqualTo(stays.pem());
        assertThat(records.of(bundle, now))
                .hasValueSatisfying(record -> assertThat(record.refused()).isFalse());
    }

    @Test
    void theStatusListsALimitedNumberOfRetainedCas() {
        StringBuilder many = new StringBuilder(stays.pem());
        for (int i = 0; i < 70; i++) {
            many.append(CertificateBuilder.root("CN=" + i).at(CLOCK).build().pem());
        }
        reconcile(0, many.toString());
        reconcile(1, stays.pem() + expired);
        assertThat(rotation().retained()).hasSize(64);
    }

    @Test
    void theSealOfAnotherBundleIsInvalid() {
        reconcile(0, gone.pem() + stays.pem());
        uid = "of the one that was made in its place";
        assertThat(reconcile(1, stays.pem())).isEmpty();
    }

    @Test
    void newCasComeFirstAndRemovedCasMoveToTheFrontBeforeRemoval() {
        removalPolicy = false;
        reconcile(0, gone.pem());
        reconcile(1, gone.pem() + stays.pem());
        assertThat(rotation().lastPublished()).isEqualTo(stays.pem() + gone.pem());
        assertThat(rotation().phase()).isEqualTo(RotationStatus.Phase.Complete);

        reconcile(2, stays.pem());
        Instant until = START.plus(Duration.ofHours(2)).plus(Duration.ofMinutes(3));
        assertThat(rotation().lastPublished()).isEqualTo(gone.pem() + stays.pem());
        assertThat(rotation().phase()).isEqualTo(RotationStatus.Phase.Settling);
        assertThat(rotation().settlingUntil()).isEqualTo(until.toString());
        assertThat(rotation().retained())
                .extracting(RotationStatus.RetainedCertificate::subject)
                .containsExactly("CN=Gone");
        assertThat(published().getReason()).isEqualTo("Settling");
        assertThat(published().getMessage()).contains("\"CN=Gone\", stays published until " + until);
        assertThat(outcome.next(START.plus(Duration.ofHours(2)))).contains(until);
        assertThat(bundle.getStatus().certificates())
                .extracting(CertificateSummary::subject)
                .containsExactly("CN=Stays");

        reconcile(3, stays.pem());
        assertThat(rotation().lastPublished()).isEqualTo(stays.pem());
        assertThat(rotation().phase()).isEqualTo(RotationStatus.Phase.Complete);
        assertThat(rotation().settlingUntil()).isNull();
        assertThat(published().getReason()).isEqualTo("Any");
    }

    @Test
    void withMoreSecretsThanTheLimitEveryCaIsRetainedUntilItsDeadline() {
        clients = Collections.nCopies(1_000, ClientSecret.missing("a"));
        reconcile(0, gone.pem() + stays.pem());
        assertThat(reconcile(1, stays.pem())).containsExactly("CN=Gone");
        assertThat(rotation().phase()).isEqualTo(RotationStatus.Phase.WaitingForClients);
        assertThat(rotation().retained().get(0).waitingFor()).isEmpty();
        assertThat(published().getMessage()).contains("at least 1000 Secrets");
        assertThat(reconcile(169, stays.pem())).isEmpty();
    }

    @Test
    void theRemovalTimeOfACaIsKeptAsLongAsItIsPublished() {
        reconcile(0, gone.pem() + stays.pem());
        assertThat(reconcile(1, stays.pem(), false)).containsExactly("CN=Gone");
        assertThat(rotation().phase()).isEqualTo(RotationStatus.Phase.WaitingForClients);
        assertThat(reconcile(170, stays.pem(), false)).isEmpty();
        assertThat(rotation().phase()).isNull();
        assertThat(rotation().lastPublished()).contains(gone.pem());
        assertThat(rotation().retained())
                .extracting(RotationStatus.RetainedCertificate::removedAt)
                .containsExactly(START.plus(Duration.ofHours(1)).toString());
        assertThat(reconcile(171, stays.pem(), true)).isEmpty();
        assertThat(rotation().phase()).isEqualTo(RotationStatus.Phase.Complete);
    }

    @Test
    void aContestedPublicationIsRecordedToo() {
        reason = "Contested";
        reconcile(0, gone.pem() + stays.pem(), false);
        assertThat(rotation().lastPublished()).isEqualTo(gone.pem() + stays.pem());
        assertThat(reconcile(1, stays.pem(), false)).containsExactly("CN=Gone");
    }

    private Condition published() {
        return Conditions.find(bundle.getStatus().conditions(), "Published").orElseThrow();
    }

    private RotationRecord record(PublishedObject object, RotationStatus rotation) {
        NamespaceCertificateBundleStatus before = bundle.getStatus();
        status(object, rotation);
        RotationRecord record = RotationRecord.of(bundle, SEALS);
        bundle.setStatus(before);
        return record;
    }

    private void status(RotationStatus rotation) {
        status(bundle.getStatus().published(), rotation);
    }

    private void status(PublishedObject object, RotationStatus rotation) {
        bundle.setStatus(new NamespaceCertificateBundleStatus(
                1L, null, null, null, null, null, null, null, null, null, null, object, rotation, null, null, null));
    }

    /** A copy with another text, and another removal time of its CAs. */
    private static RotationStatus with(RotationStatus rotation, String pem, String removedAt, String seal) {
        List<RotationStatus.RetainedCertificate> retained = Stream.ofNullable(rotation.retained())
                .flatMap(List::stream)
                .map(ca -> new RotationStatus.RetainedCertificate(
                        ca.subject(), ca.fingerprint(), removedAt, ca.deadline(), ca.waitingFor()))
                .collect(Collectors.toCollection(ArrayList::new));
        retained.add(null);
        return new RotationStatus(
                rotation.phase(), null, retained, pem, rotation.publishedAt(), rotation.sealedAt(), seal);
    }

    private RotationStatus rotation() {
        return bundle.getStatus().rotation();
    }

    private List<String> reconcile(int hours, String pem) {
        return reconcile(hours, pem, true);
    }

    /** The subjects of the CAs that a reconciliation retains some hours after the start. */
    private List<String> reconcile(int hours, String pem, boolean canBePublished) {
        Instant now = START.plus(Duration.ofHours(hours));
        bundle.setMetadata(new ObjectMetaBuilder()
                .withName("b")
                .withNamespace("n")
                .withUid(uid)
                .withGeneration(1L)
                .build());
        SpecBuilder spec =
                new SpecBuilder().inline(pem).clients("app", "worker").publishTo("ca");
        bundle.setSpec((removalPolicy ? spec.waitForClients("168h") : spec).build());
        BundleObjects objects = new BundleObjects(
                bundle,
                List.of(new BundleSource.Text("spec.certificates[0]", pem.getBytes(StandardCharsets.US_ASCII))),
                List.of(),
                clients == null ? List.of(client()) : clients,
                Claim.NONE,
                records.of(bundle, now).orElseThrow());
        Judgement judgement = Judgement.of(objects, Optional.empty(), JUDGE, now);
        boolean done = judgement.verdict().valid() && canBePublished;
        PublishedObject object =
                new PublishedObject(PublishedObject.Kind.ConfigMap, "ca", "ca.crt", "sha256:", "uid", "7", null);
        StepResult result =
                new StepResult("Published", done, reason, "any", Optional.empty(), List.of(), Optional.empty());
        PublishStep publication = new PublishStep(object, done || reason.equals("Contested"), List.of(), result);
        outcome = new Outcome(objects, judgement, Optional.empty(), Optional.of(publication), Optional.empty());
        bundle.setStatus(BundleReport.of(outcome, SEALS, now).status());
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
