package dev.namespacecerts.operator;

import static dev.namespacecerts.operator.Cluster.assertCondition;
import static dev.namespacecerts.operator.Cluster.condition;
import static dev.namespacecerts.operator.Cluster.configMap;
import static dev.namespacecerts.operator.Cluster.errors;
import static dev.namespacecerts.operator.Cluster.inline;
import static dev.namespacecerts.operator.Cluster.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import dev.namespacecerts.api.v1alpha1.CertificateSource;
import dev.namespacecerts.api.v1alpha1.CertificateSummary;
import dev.namespacecerts.api.v1alpha1.FilterPolicy;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.Reconciliation;
import dev.namespacecerts.api.v1alpha1.RuleViolation;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.PublicAuthority;
import dev.namespacecerts.testing.SpecBuilder;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BundleIT {
    private final Cluster cluster = new Cluster();
    private final HeldCertificate root =
            CertificateBuilder.root("CN=Acme Root,O=Acme").build();
    private final HeldCertificate issuing = CertificateBuilder.intermediate("CN=Acme Issuing,O=Acme")
            .issuedBy(root)
            .build();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void aBundleOfARootAndAnIntermediateIsReadyAndListsBoth() {
        cluster.create("good", inline(root.pem(), issuing.pem()));
        NamespaceCertificateBundle bundle = cluster.eventuallyReady("good", "True", "Ready");
        assertCondition(bundle, "Valid", "True", "Valid");
        assertCondition(bundle, "Stalled", "False", "NotStalled");
        assertCondition(bundle, "Expiring", "False", "NotExpiring");
        assertThat(errors(bundle)).isEmpty();
        assertThat(bundle.getStatus().certificates())
                .extracting(CertificateSummary::subject, CertificateSummary::role)
                .containsExactly(
                        tuple("CN=Acme Root,O=Acme", CertificateSummary.Role.Root),
                        tuple("CN=Acme Issuing,O=Acme", CertificateSummary.Role.Intermediate));
        assertThat(bundle.getStatus().usage().certificates()).isEqualTo(2);
        assertThat(bundle.getStatus().bundleDigest()).matches("sha256:[0-9a-f]{64}");
        assertThat(bundle.getStatus().earliestExpiry()).isNotNull();
    }

    @Test
    void everyConditionHasTheObservedGeneration() {
        cluster.create("good", inline(root.pem()));
        NamespaceCertificateBundle bundle = cluster.eventuallyReady("good", "True", "Ready");
        assertThat(bundle.getStatus().conditions())
                .allSatisfy(c -> assertThat(c.getObservedGeneration()).isEqualTo(1));
    }

    @Test
    void aBundleNotReconciledYetHasObservedGenerationMinusOne() {
        assertThat(cluster.create("new", inline(root.pem())).getStatus().observedGeneration())
                .isEqualTo(-1);
    }

    @Test
    void allViolationsAreReportedTogetherWithPlaceAndRemedy() {
        HeldCertificate leaf =
                CertificateBuilder.leaf("CN=worker").issuedBy(root).build();
        HeldCertificate weak = CertificateBuilder.root("CN=Old")
                .signatureAlgorithm("SHA1withECDSA")
                .build();
        cluster.create("bad", inline(root.pem(), leaf.pem()), inline(weak.pem()), configMap("absent"));
        NamespaceCertificateBundle bundle = cluster.eventuallyReady("bad", "False", "SourceNotFound");
        assertThat(errors(bundle)).contains("CA-2", "CA-5", "CA-14");
        RuleViolation notCa = bundle.getStatus().violations().stream()
                .filter(v -> v.rule().equals("CA-2"))
                .findFirst()
                .orElseThrow();
        assertThat(notCa.source()).isEqualTo("spec.certificates[0]");
        assertThat(notCa.position()).isEqualTo(2);
        assertThat(notCa.subject()).isEqualTo("CN=worker");
        assertThat(notCa.remedy()).isNotBlank();
    }

    @Test
    void aMissingConfigMapIsReportedAndTheBundleRecoversOnceItExists() {
        cluster.create("waiting", configMap("corporate-ca"));
        NamespaceCertificateBundle bundle = cluster.eventuallyReady("waiting", "False", "SourceNotFound");
        assertCondition(bundle, "Valid", "False", "SourceNotFound");
        assertCondition(bundle, "Stalled", "False", "NotStalled");
        putConfigMap("corporate-ca", root.pem());
        cluster.eventuallyReady("waiting", "True", "Ready");
        putConfigMap("corporate-ca", "no certificate at all");
        cluster.eventuallyReady("waiting", "False", "Invalid");
        cluster.client()
                .configMaps()
                .inNamespace(cluster.namespace())
                .withName("corporate-ca")
                .delete();
        cluster.eventuallyReady("waiting", "False", "SourceNotFound");
    }

    @Test
    void aConfigMapsBinaryDataIsReadToo() {
        cluster.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("binary")
                        .withNamespace(cluster.namespace())
                        .endMetadata()
                        .withBinaryData(Map.of("ca.crt", base64(root.pem())))
                        .build())
                .create();
        cluster.create("binary", configMap("binary"));
        cluster.eventuallyReady("binary", "True", "Ready");
    }

    @Test
    void aSecretIsReadOnlyIfItIsATlsSecretOrLabelled() {
        cluster.create("secretive", secret("ca"));
        cluster.eventuallyReady("secretive", "False", "SourceNotFound");
        String before = message("secretive");
        putSecret("ca", Map.of(), "Opaque");
        cluster.eventuallyReady("secretive", "False", "SourceNotFound");
        assertThat(message("secretive")).isEqualTo(before);
        putSecret("ca", Map.of("namespacecerts.dev/source", "true"), "Opaque");
        cluster.eventuallyReady("secretive", "True", "Ready");
        putSecret("ca", Map.of("namespacecerts.dev/source", "false"), "Opaque");
        cluster.eventuallyReady("secretive", "False", "SourceNotFound");
        assertThat(message("secretive")).isEqualTo(before);
    }

    @Test
    void aTlsSecretNeedsNoLabel() {
        putSecret("issuing", Map.of(), "kubernetes.io/tls");
        cluster.create("tls", secret("issuing"));
        cluster.eventuallyReady("tls", "True", "Ready");
    }

    @Test
    void aBundleThatIsSuspendedKeepsItsVerdictUntilItIsActive() {
        cluster.create("paused", inline(root.pem()));
        cluster.eventuallyReady("paused", "True", "Ready");
        edit("paused", inline("nonsense"), Reconciliation.Suspended);
        NamespaceCertificateBundle bundle = cluster.eventuallyReady("paused", "Unknown", "Suspended");
        assertCondition(bundle, "Valid", "True", "Valid");
        assertThat(bundle.getStatus().certificates()).hasSize(1);
        edit("paused", inline("nonsense"), Reconciliation.Active);
        cluster.eventuallyReady("paused", "False", "Invalid");
    }

    @Test
    void theOlderBundleClaimsTheTemporalNamespaceAndTheOtherOnceThatIsDeleted() throws Exception {
        cluster.create("older", "claims.a2dd6", FilterPolicy.Optional, inline(root.pem()));
        cluster.eventuallyReady("older", "True", "Ready");
        // Creation times have whole seconds.
        Thread.sleep(1_100);
        cluster.create("younger", "claims.a2dd6", FilterPolicy.Optional, inline(root.pem()));
        NamespaceCertificateBundle loser = cluster.eventuallyReady("younger", "False", "ClaimedByAnother");
        assertCondition(loser, "Claimed", "False", "ClaimedByAnother");
        assertCondition(loser, "Valid", "True", "Valid");
        assertThat(condition(loser.getStatus().conditions(), "Claimed").getMessage())
                .contains("\"older\"");
        assertCondition(cluster.bundle("older").get(), "Claimed", "True", "Claimed");
        cluster.bundle("older").delete();
        assertCondition(cluster.eventuallyReady("younger", "True", "Ready"), "Claimed", "True", "Claimed");
    }

    @Test
    void aTemporalNamespaceInAnotherFormatIsNotClaimed() {
        cluster.create("one", "default", FilterPolicy.Optional, inline(root.pem()));
        cluster.create("two", "default", FilterPolicy.Optional, inline(root.pem()));
        assertThat(cluster.eventuallyReady("one", "True", "Ready").getStatus().conditions())
                .noneMatch(c -> c.getType().equals("Claimed"));
        cluster.eventuallyReady("two", "True", "Ready");
    }

    @Test
    void aWinnerInAnotherKubernetesNamespaceIsNotNamed() throws Exception {
        try (Cluster other = new Cluster()) {
            other.create("secret-project", "shared.a2dd6", FilterPolicy.Optional, inline(root.pem()));
            other.eventuallyReady("secret-project", "True", "Ready");
            Thread.sleep(1_100);
            cluster.create("mine", "shared.a2dd6", FilterPolicy.Optional, inline(root.pem()));
            NamespaceCertificateBundle loser = cluster.eventuallyReady("mine", "False", "ClaimedByAnother");
            assertThat(loser.getStatus().toString()).doesNotContain("secret-project", other.namespace());
        }
    }

    @Test
    void theBundleIsReconciledWhenACertificateIsExpiringAndWhenItExpires() {
        Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(7);
        HeldCertificate brief =
                CertificateBuilder.root("CN=Brief").notAfter(end).build();
        cluster.create("brief", new SpecBuilder().inline(brief.pem()).expiryWarning("4s"));
        assertCondition(cluster.eventuallyReady("brief", "True", "Ready"), "Expiring", "False", "NotExpiring");
        cluster.eventually("brief", b -> assertCondition(b, "Expiring", "True", "Expiring"));
        NamespaceCertificateBundle ended = cluster.eventuallyReady("brief", "False", "Invalid");
        assertCondition(ended, "Expiring", "True", "Expired");
        assertThat(errors(ended)).contains("CA-7");
    }

    @Test
    void aChangedConditionCausesAnEventAndAnUnchangedOneDoesNot() {
        cluster.create("eventful", configMap("late"));
        cluster.eventuallyReady("eventful", "False", "SourceNotFound");
        putConfigMap("late", root.pem());
        cluster.eventuallyReady("eventful", "True", "Ready");
        putConfigMap("late", root.pem() + issuing.pem());
        cluster.eventually(
                "eventful", b -> assertThat(b.getStatus().certificates()).hasSize(2));
        await().untilAsserted(() -> assertThat(cluster.client()
                        .v1()
                        .events()
                        .inNamespace(cluster.namespace())
                        .list()
                        .getItems())
                .filteredOn(e -> e.getInvolvedObject().getName().equals("eventful"))
                .filteredOn(e ->
                        !e.getReason().equals("NotExpiring") && !e.getReason().equals("NoCertificates"))
                .extracting(e -> e.getReason() + " " + e.getCount())
                .containsExactlyInAnyOrder("SourceNotFound 1", "Ready 1"));
    }

    @Test
    void theStatusStaysBelow256KiBForHostileInput() {
        SpecBuilder hostile = new SpecBuilder().publishTo("ca").waitForClients("1h");
        String unit = ",OU=" + "&".repeat(60);
        for (int i = 0; i < 100; i++) {
            // Each expired at another time: violations of one cause would be folded.
            hostile.inline(CertificateBuilder.root("CN=" + i + unit.repeat(4))
                    .notBefore(Instant.parse("2019-01-01T00:00:00Z"))
                    .notAfter(Instant.parse("2020-01-01T00:00:00Z").plusSeconds(i))
                    .build()
                    .pem());
            hostile.client("absent-" + "x".repeat(240) + i);
        }
        cluster.create("hostile", hostile);
        NamespaceCertificateBundle bundle = cluster.eventuallyReady("hostile", "False", "Invalid");
        String json = Serialization.asJson(bundle.getStatus());
        long escaped = json.chars().filter(c -> c == '&').count() * 5;
        assertThat(json.length() + escaped).isBetween(150_000L, 256L * 1024);
        assertThat(bundle.getStatus().clients()).hasSizeGreaterThan(50);
        assertThat(bundle.getStatus().violations()).hasSizeGreaterThan(10);
        assertThat(bundle.getStatus().certificates()).hasSizeGreaterThan(10);
    }

    @Test
    void aSpecOfNearlyTheMaximumSizeStillHasAStatus() {
        SpecBuilder large = new SpecBuilder();
        String noise = "# a comment\n".repeat(20_000);
        String weak = CertificateBuilder.root("CN=Weak")
                .signatureAlgorithm("SHA1withECDSA")
                .build()
                .pem();
        for (int i = 0; i < 5; i++) {
            large.inline(weak, noise);
        }
        large.inline(weak, noise.substring(0, 60_000));
        for (int i = 0; i < 95; i++) {
            large.client("absent-" + "x".repeat(240) + i);
        }
        cluster.create("large", large);
        assertThat(errors(cluster.eventuallyReady("large", "False", "Invalid"))).contains("CA-5");
    }

    @Test
    void aKeyAlgorithmWithALongNameIsReported() {
        String oid = "1.3" + ".123456789".repeat(12);
        HeldCertificate strange = CertificateBuilder.root("CN=Strange")
                .publicKeyInfo(new SubjectPublicKeyInfo(
                        new AlgorithmIdentifier(new ASN1ObjectIdentifier(oid)), new byte[] {1, 2, 3}))
                .build();
        cluster.create("strange", inline(strange.pem()));
        assertThat(errors(cluster.eventuallyReady("strange", "False", "Invalid")))
                .contains("CA-5");
    }

    @Test
    void missingObjectsThatMayStillBeCreatedAreNotStalled() {
        cluster.create("public", inline(PublicAuthority.pem()));
        assertCondition(cluster.eventuallyReady("public", "False", "Invalid"), "Stalled", "False", "NotStalled");
        cluster.create("required", null, FilterPolicy.Required, inline(root.pem()));
        assertCondition(
                cluster.eventuallyReady("required", "False", "FilterRequired"), "Stalled", "False", "NotStalled");
    }

    @Test
    void aPrivateKeyInASpecAppearsNowhereElse() {
        String key = root.privateKeyPem();
        cluster.create("leaky", new SpecBuilder().inline(root.pem()).publishTo("published"));
        cluster.eventuallyReady("leaky", "True", "Ready");
        putConfigMap("pasted", root.pem() + key);
        cluster.edit(
                "leaky",
                new SpecBuilder()
                        .sources(Cluster.configMap("missing"), Cluster.configMap("pasted"))
                        .publishTo("published"));
        cluster.eventuallyReady("leaky", "False", "Invalid");
        assertThat(message("leaky")).contains("is a private key", "1 more Error");
        String body = key.lines().skip(2).findFirst().orElseThrow();
        assertThat(body).hasSizeGreaterThan(40);
        String piece = body.substring(8, 32);
        NamespaceCertificateBundle bundle = cluster.bundle("leaky").get();
        assertThat(errors(bundle)).contains("CA-10");
        assertThat(bundle.getStatus().toString()).doesNotContain(piece);
        await().untilAsserted(() -> assertThat(cluster.client()
                        .v1()
                        .events()
                        .inNamespace(cluster.namespace())
                        .list()
                        .toString())
                .contains("is a private key")
                .doesNotContain(piece));
        assertThat(cluster.client()
                        .configMaps()
                        .inNamespace(cluster.namespace())
                        .withName("published")
                        .get()
                        .toString())
                .contains("-----BEGIN CERTIFICATE-----")
                .doesNotContain(piece);
        assertThat(OperatorProcess.shared().log()).doesNotContain(piece);
        assertThat(OperatorProcess.shared().get("/q/metrics")).doesNotContain(piece);
    }

    private String message(String name) {
        return condition(cluster.bundle(name).get().getStatus().conditions(), "Ready")
                .getMessage();
    }

    private void edit(String name, CertificateSource source, Reconciliation reconciliation) {
        cluster.edit(name, new SpecBuilder().sources(source).reconciliation(reconciliation));
    }

    private void putConfigMap(String name, String pem) {
        cluster.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(cluster.namespace())
                        .endMetadata()
                        .withData(Map.of("ca.crt", pem))
                        .build())
                .serverSideApply();
    }

    private void putSecret(String name, Map<String, String> labels, String type) {
        cluster.client()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(cluster.namespace())
                        .withLabels(labels)
                        .endMetadata()
                        .withType(type)
                        .withData(Map.of(
                                "ca.crt", base64(root.pem()),
                                "tls.crt", base64(root.pem()),
                                "tls.key", base64(root.privateKeyPem())))
                        .build())
                .serverSideApply();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
