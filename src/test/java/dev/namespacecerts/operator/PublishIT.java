package dev.namespacecerts.operator;

import static dev.namespacecerts.operator.Cluster.assertCondition;
import static dev.namespacecerts.operator.Cluster.condition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.namespacecerts.api.v1alpha1.ConfigMapKey;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.PublishSpec;
import dev.namespacecerts.api.v1alpha1.RotationStatus;
import dev.namespacecerts.api.v1alpha1.RuleViolation;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.PublicAuthority;
import dev.namespacecerts.testing.SpecBuilder;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Publishing, and what happens to it in a rotation. */
class PublishIT {
    private final Cluster cluster = new Cluster();
    private final HeldCertificate root =
            CertificateBuilder.root("CN=Acme Root 1").build();
    private final HeldCertificate next =
            CertificateBuilder.root("CN=Acme Root 2").build();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void aValidBundleIsPublishedToAConfigMapAsCanonicalPemAndDeletedWithTheBundle() {
        cluster.create(
                "published",
                new SpecBuilder()
                        .inline("my CAs\r\n", root.pem().replace("\n", "\r\n"), root.pem())
                        .publishTo("ca"));
        NamespaceCertificateBundle bundle = cluster.eventuallyReady("published", "True", "Ready");
        assertCondition(bundle, "Published", "True", "Published");
        ConfigMap map = configMap("ca");
        assertThat(map.getData()).isEqualTo(Map.of("ca.crt", root.pem()));
        assertThat(map.getMetadata().getAnnotations())
                .containsEntry("namespacecerts.dev/digest", bundle.getStatus().bundleDigest());
        cluster.bundle("published").delete();
        // The garbage collector looks for new kinds every 30 seconds.
        await().atMost(Duration.ofSeconds(60)).until(() -> configMap("ca") == null);
    }

    @Test
    void aSecretIsPublishedTooAndEditsOfBothAreReverted() {
        cluster.create("to-secret", new SpecBuilder().inline(root.pem()).publishToSecret("ca"));
        cluster.create("to-map", new SpecBuilder().inline(root.pem()).publishTo("ca"));
        cluster.eventuallyReady("to-secret", "True", "Ready");
        cluster.eventuallyReady("to-map", "True", "Ready");
        assertThat(secretText("ca")).isEqualTo(root.pem());
        cluster.client()
                .secrets()
                .inNamespace(cluster.namespace())
                .withName("ca")
                .edit(secret -> {
                    secret.setData(Map.of(
                            "ca.crt", Base64.getEncoder().encodeToString("hacked".getBytes(StandardCharsets.UTF_8))));
                    return secret;
                });
        overwrite("ca", next.pem());
        await().atMost(Duration.ofSeconds(10)).until(() -> secretText("ca").equals(root.pem()));
        await().atMost(Duration.ofSeconds(10)).until(() -> text("ca").equals(root.pem()));
        cluster.client()
                .configMaps()
                .inNamespace(cluster.namespace())
                .withName("ca")
                .delete();
        cluster.client()
                .secrets()
                .inNamespace(cluster.namespace())
                .withName("ca")
                .delete();
        await().atMost(Duration.ofSeconds(10)).until(() -> configMap("ca") != null && secretText("ca") != null);
    }

    @Test
    void anInvalidBundleNeverReplacesThePublishedOne() {
        cluster.create("kept", new SpecBuilder().inline(root.pem()).publishTo("ca"));
        cluster.eventuallyReady("kept", "True", "Ready");
        cluster.edit("kept", new SpecBuilder().inline("nonsense").publishTo("ca"));
        NamespaceCertificateBundle invalid = cluster.eventuallyReady("kept", "False", "Invalid");
        assertCondition(invalid, "Published", "False", "LastValidKept");
        assertThat(text("ca")).isEqualTo(root.pem());
        overwrite("ca", next.pem());
        cluster.eventually("kept", b -> assertCondition(b, "Published", "False", "NotRestorable"));
        cluster.edit("kept", new SpecBuilder().inline(root.pem()).publishTo("ca"));
        cluster.eventuallyReady("kept", "True", "Ready");
        assertThat(text("ca")).isEqualTo(root.pem());
    }

    @Test
    void theSettleTimeIsAtMostAnHour() {
        assertThatThrownBy(() -> cluster.create(
                        "slow", new SpecBuilder().inline(root.pem()).publishTo("ca", "61m")))
                .hasMessageContaining("settle is between 0s and 1h");
        cluster.create("slow", new SpecBuilder().inline(root.pem()).publishTo("ca", "60m"));
        cluster.eventuallyReady("slow", "True", "Ready");
    }

    @Test
    void nothingIsPublishedBeforeTheBundleIsValid() {
        cluster.create("never", new SpecBuilder().inline("nonsense").publishTo("ca"));
        NamespaceCertificateBundle invalid = cluster.eventuallyReady("never", "False", "Invalid");
        assertCondition(invalid, "Published", "False", "NotValid");
        assertThat(configMap("ca")).isNull();
    }

    @Test
    void aForeignTargetIsNotChanged() {
        cluster.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("theirs")
                        .withNamespace(cluster.namespace())
                        .withLabels(Map.of("namespacecerts.dev/managed", "true"))
                        .endMetadata()
                        .withData(Map.of("ca.crt", "theirs"))
                        .build())
                .create();
        cluster.create("thief", new SpecBuilder().inline(root.pem()).publishTo("theirs"));
        NamespaceCertificateBundle bundle = cluster.eventuallyReady("thief", "False", "NotPublished");
        assertCondition(bundle, "Published", "False", "TargetNotOwned");
        assertCondition(bundle, "Valid", "True", "Valid");
        assertCondition(bundle, "Stalled", "True", "NotPublished");
        assertThat(bundle.getStatus().violations())
                .extracting(RuleViolation::rule)
                .containsExactly("PUB-2");
        assertThat(text("theirs")).isEqualTo("theirs");
        cluster.client()
                .configMaps()
                .inNamespace(cluster.namespace())
                .withName("theirs")
                .delete();
        cluster.eventuallyReady("thief", "True", "Ready");
    }

    @Test
    void theBundleIsPublishedOnceAForeignUnwatchedSecretIsDeleted() {
        cluster.client()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("theirs")
                        .withNamespace(cluster.namespace())
                        .endMetadata()
                        .build())
                .create();
        cluster.create("thief", new SpecBuilder().inline(root.pem()).publishToSecret("theirs"));
        cluster.eventually("thief", b -> assertCondition(b, "Published", "False", "TargetNotOwned"));
        cluster.client()
                .secrets()
                .inNamespace(cluster.namespace())
                .withName("theirs")
                .delete();
        cluster.eventuallyReady("thief", "True", "Ready");
    }

    @Test
    void theFirstTargetStaysIfTheNewOneCannotBeWritten() {
        cluster.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("theirs")
                        .withNamespace(cluster.namespace())
                        .endMetadata()
                        .build())
                .create();
        cluster.create("careful", new SpecBuilder().inline(root.pem()).publishTo("first"));
        cluster.eventuallyReady("careful", "True", "Ready");
        cluster.edit("careful", new SpecBuilder().inline(root.pem()).publishTo("theirs"));
        cluster.eventually("careful", b -> assertCondition(b, "Published", "False", "TargetNotOwned"));
        assertThat(text("first")).isEqualTo(root.pem());
        cluster.edit("careful", new SpecBuilder().inline("nonsense").publishTo("second"));
        NamespaceCertificateBundle invalid =
                cluster.eventually("careful", b -> assertCondition(b, "Published", "False", "LastValidKept"));
        assertThat(condition(invalid.getStatus().conditions(), "Published").getMessage())
                .contains("ConfigMap \"first\" still holds");
        assertThat(text("first")).isEqualTo(root.pem());
        cluster.edit("careful", new SpecBuilder().inline(root.pem()).publishTo("second"));
        cluster.eventuallyReady("careful", "True", "Ready");
        await().atMost(Duration.ofSeconds(10)).until(() -> configMap("first") == null);
    }

    @Test
    void editsOfASecretWithoutItsLabelAreStillReverted() {
        cluster.create("labelled", new SpecBuilder().inline(root.pem()).publishToSecret("ca"));
        cluster.eventuallyReady("labelled", "True", "Ready");
        cluster.client()
                .secrets()
                .inNamespace(cluster.namespace())
                .withName("ca")
                .edit(secret -> {
                    secret.getMetadata().setLabels(null);
                    return secret;
                });
        await().atMost(Duration.ofSeconds(10))
                .until(() -> labels("ca") != null && !labels("ca").isEmpty());
        cluster.client()
                .secrets()
                .inNamespace(cluster.namespace())
                .withName("ca")
                .edit(secret -> {
                    secret.setData(Map.of());
                    return secret;
                });
        await().atMost(Duration.ofSeconds(10)).until(() -> root.pem().equals(secretText("ca")));
    }

    @Test
    void annotationsOfOthersOnTheTargetStay() {
        cluster.create("shared", new SpecBuilder().inline(root.pem()).publishTo("ca"));
        cluster.eventuallyReady("shared", "True", "Ready");
        cluster.client()
                .configMaps()
                .inNamespace(cluster.namespace())
                .withName("ca")
                .edit(map -> new ConfigMapBuilder(map)
                        .editMetadata()
                        .addToAnnotations("reflector", "on")
                        .endMetadata()
                        .build());
        cluster.edit("shared", new SpecBuilder().inline(next.pem()).publishTo("ca"));
        await().atMost(Duration.ofSeconds(10)).until(() -> text("ca").equals(next.pem()));
        assertThat(configMap("ca").getMetadata().getAnnotations()).containsEntry("reflector", "on");
    }

    @Test
    void aTargetThatIsASourceIsRejected() {
        cluster.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("loop")
                        .withNamespace(cluster.namespace())
                        .endMetadata()
                        .withData(Map.of("ca.crt", root.pem()))
                        .build())
                .create();
        cluster.create(
                "loop", new SpecBuilder().sources(Cluster.configMap("loop")).publishTo("loop"));
        NamespaceCertificateBundle bundle = cluster.eventuallyReady("loop", "False", "NotPublished");
        assertCondition(bundle, "Published", "False", "TargetIsSource");
        assertThat(bundle.getStatus().violations())
                .extracting(RuleViolation::rule)
                .containsExactly("PUB-1");
    }

    @Test
    void aPublicCaIsWithdrawnWhenItIsNoLongerAllowed() {
        PublishSpec allow =
                new PublishSpec(new ConfigMapKey("ca", "ca.crt"), null, PublishSpec.WellKnownPolicy.Allow, null, null);
        cluster.create("public", new SpecBuilder().inline(PublicAuthority.pem()).publish(allow));
        cluster.filter("some", "public", "worker");
        cluster.eventuallyReady("public", "True", "Ready");
        cluster.edit("public", new SpecBuilder().inline(PublicAuthority.pem()).publishTo("ca"));
        await().atMost(Duration.ofSeconds(10)).until(() -> configMap("ca") == null);
        NamespaceCertificateBundle denied =
                cluster.eventually("public", b -> assertCondition(b, "Published", "False", "WellKnownAuthority"));
        assertThat(denied.getStatus().published()).isNull();

        cluster.edit("public", new SpecBuilder().inline(PublicAuthority.pem()).publish(allow));
        cluster.eventuallyReady("public", "True", "Ready");
        assertThat(text("ca")).isEqualTo(PublicAuthority.pem());
        cluster.filter("some").delete();
        await().atMost(Duration.ofSeconds(10)).until(() -> configMap("ca") == null);
        cluster.eventuallyReady("public", "False", "Invalid");
    }

    @Test
    void aPublicCaThatWasNeverPublishedWithdrawsNothing() {
        cluster.create("private", new SpecBuilder().inline(root.pem()).publishTo("ca"));
        cluster.eventuallyReady("private", "True", "Ready");
        cluster.edit(
                "private",
                new SpecBuilder().inline(root.pem(), PublicAuthority.pem()).publishTo("ca"));
        NamespaceCertificateBundle invalid = cluster.eventuallyReady("private", "False", "Invalid");
        assertCondition(invalid, "Published", "False", "LastValidKept");
        assertThat(text("ca")).isEqualTo(root.pem());
    }

    @Test
    void aPublicCaIsPublishedOnlyIfAllowed() {
        ConfigMapKey target = new ConfigMapKey("ca", "ca.crt");
        cluster.create("public", new SpecBuilder().inline(PublicAuthority.pem()).publishTo("ca"));
        cluster.filter("some", "public", "worker");
        NamespaceCertificateBundle denied = cluster.eventuallyReady("public", "False", "NotPublished");
        assertCondition(denied, "Published", "False", "WellKnownAuthority");
        assertThat(configMap("ca")).isNull();
        cluster.edit(
                "public",
                new SpecBuilder()
                        .inline(PublicAuthority.pem())
                        .publish(new PublishSpec(target, null, PublishSpec.WellKnownPolicy.Allow, null, null)));
        NamespaceCertificateBundle allowed = cluster.eventuallyReady("public", "True", "Ready");
        assertThat(condition(allowed.getStatus().conditions(), "Published").getMessage())
                .contains("does not enforce the bundle's filters");
        assertThat(configMap("ca")).isNotNull();
    }

    @Test
    void anotherTargetReplacesTheFirst() {
        cluster.create("moved", new SpecBuilder().inline(root.pem()).publishTo("first"));
        cluster.eventuallyReady("moved", "True", "Ready");
        cluster.edit("moved", new SpecBuilder().inline(root.pem()).publishTo("second"));
        await().atMost(Duration.ofSeconds(10)).until(() -> configMap("second") != null && configMap("first") == null);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(events("moved"))
                        .contains("TargetDeleted: ConfigMap \"first\" is not the target any more, and was deleted"
                                + " (deletionPolicy Delete)."));
        cluster.edit("moved", new SpecBuilder().inline(root.pem()));
        await().atMost(Duration.ofSeconds(10)).until(() -> configMap("second") == null);
    }

    @Test
    void whatIsRetainedOutlivesItsBundleAndALaterOneContinuesWithIt() {
        cluster.create("kept", new SpecBuilder().inline(root.pem()).publishTo("ca"));
        cluster.eventuallyReady("kept", "True", "Ready");
        cluster.edit("kept", new SpecBuilder().inline("nonsense").publishAndRetain("ca"));
        cluster.eventually("kept", b -> assertCondition(b, "Published", "False", "LastValidKept"));
        assertThat(configMap("ca").getMetadata().getOwnerReferences()).isEmpty();
        overwrite("ca", next.pem());
        cluster.edit("kept", new SpecBuilder().inline(root.pem()).publishAndRetain("ca"));
        NamespaceCertificateBundle retained = cluster.eventuallyReady("kept", "True", "Ready");
        assertThat(message(retained)).contains("It stays when the bundle is deleted.");
        assertThat(text("ca")).isEqualTo(root.pem());

        String uid = configMap("ca").getMetadata().getUid();
        cluster.bundle("kept").delete();
        cluster.create("kept", new SpecBuilder().inline(next.pem()).publishTo("ca"));
        NamespaceCertificateBundle later = cluster.eventuallyReady("kept", "True", "Ready");
        assertThat(message(later)).contains("It is deleted with the bundle.");
        assertThat(text("ca")).isEqualTo(next.pem());
        assertThat(configMap("ca").getMetadata().getUid()).isEqualTo(uid);
        assertThat(configMap("ca").getMetadata().getOwnerReferences())
                .extracting(OwnerReference::getUid)
                .containsExactly(later.getMetadata().getUid());
        assertThat(configMap("ca").getMetadata().getAnnotations()).containsOnlyKeys("namespacecerts.dev/digest");
    }

    @Test
    void anotherTargetReplacesTheFirstWhichStaysIfRetained() {
        cluster.create("moved", new SpecBuilder().inline(root.pem()).publishTo("first"));
        cluster.eventuallyReady("moved", "True", "Ready");
        cluster.edit("moved", new SpecBuilder().inline(root.pem()).publishAndRetain("second"));
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(events("moved"))
                        .contains("TargetRetained: ConfigMap \"first\" is not the target any more. It stays"
                                + " (deletionPolicy Retain)."));
        assertThat(text("first")).isEqualTo(root.pem());
        assertThat(configMap("first").getMetadata().getOwnerReferences()).isEmpty();
        overwrite("first", next.pem());
        cluster.edit("moved", new SpecBuilder().inline(root.pem()));
        cluster.eventually("moved", b -> assertThat(b.getStatus().published()).isNull());
        assertThat(text("second")).isEqualTo(root.pem());

        cluster.edit("moved", new SpecBuilder().inline(root.pem()).publishTo("first"));
        NamespaceCertificateBundle refused =
                cluster.eventually("moved", b -> assertCondition(b, "Published", "False", "TargetNotOwned"));
        assertThat(message(refused)).contains("A bundle of this name published it, and its content was changed since");
        assertThat(text("first")).isEqualTo(next.pem());
    }

    @Test
    void whatIsRetainedForABundleIsNotWrittenForAnother() {
        cluster.create("kept", new SpecBuilder().inline(root.pem()).publishAndRetain("ca"));
        cluster.eventuallyReady("kept", "True", "Ready");
        cluster.bundle("kept").delete();
        cluster.create("thief", new SpecBuilder().inline(next.pem()).publishTo("ca"));
        cluster.eventually("thief", b -> assertCondition(b, "Published", "False", "TargetNotOwned"));
        assertThat(text("ca")).isEqualTo(root.pem());
    }

    @Test
    void aRemovedCaStaysPublishedWhileAClientNeedsIt() {
        client("worker", root);
        rotating("rotated", root.pem(), "1h");
        cluster.eventuallyReady("rotated", "True", "Ready");
        cluster.edit("rotated", spec(root.pem() + next.pem(), "1h"));
        await().atMost(Duration.ofSeconds(10)).until(() -> text("ca").equals(next.pem() + root.pem()));

        cluster.edit("rotated", spec(next.pem(), "1h"));
        NamespaceCertificateBundle waiting = cluster.eventually("rotated", b -> {
            assertThat(b.getStatus().rotation().phase()).isEqualTo(RotationStatus.Phase.WaitingForClients);
            assertThat(b.getStatus().rotation().retained().get(0).waitingFor()).containsExactly("worker");
        });
        assertCondition(waiting, "ClientsAccepted", "True", "Accepted");
        assertThat(text("ca")).isEqualTo(next.pem() + root.pem());

        client("worker", next);
        cluster.eventually(
                "rotated", b -> assertThat(b.getStatus().rotation().phase()).isEqualTo(RotationStatus.Phase.Complete));
        assertThat(text("ca")).isEqualTo(next.pem());
    }

    @Test
    void anUnusedSecretRetainsNoCaAfterTheDeadline() {
        client("forgotten", root);
        rotating("pinned", root.pem() + next.pem(), "4s");
        cluster.eventuallyReady("pinned", "True", "Ready");
        cluster.edit("pinned", spec(next.pem(), "4s"));
        cluster.eventually(
                "pinned",
                b -> assertThat(b.getStatus().rotation().phase()).isEqualTo(RotationStatus.Phase.WaitingForClients));
        assertThat(text("ca")).contains(root.pem());
        await().atMost(Duration.ofSeconds(15)).until(() -> text("ca").equals(next.pem()));
    }

    @Test
    void aCaThatAUserAddedToTheConfigMapIsNeverRetained() {
        HeldCertificate evil = CertificateBuilder.root("CN=Evil Root").build();
        client("intruder", evil);
        rotating("attacked", root.pem(), "1h");
        cluster.eventuallyReady("attacked", "True", "Ready");
        overwrite("ca", root.pem() + evil.pem());
        cluster.edit("attacked", spec(next.pem(), "1h"));
        await().atMost(Duration.ofSeconds(10)).until(() -> text("ca").equals(next.pem()));
        assertThat(cluster.eventuallyReady("attacked", "True", "Ready")
                        .getStatus()
                        .rotation()
                        .retained())
                .isNull();
    }

    @Test
    void aRotationIsNotCompleteWhileTheBundleIsInvalid() {
        rotating("held", root.pem() + next.pem(), "1h");
        cluster.eventually(
                "held", b -> assertThat(b.getStatus().rotation().phase()).isEqualTo(RotationStatus.Phase.Complete));
        cluster.edit("held", spec(next.pem() + "-----BEGIN NONSENSE-----\n-----END NONSENSE-----\n", "1h"));
        NamespaceCertificateBundle held = cluster.eventuallyReady("held", "False", "Invalid");
        assertThat(held.getStatus().rotation().phase()).isNull();
        assertThat(held.getStatus().rotation().retained()).hasSize(1);
        assertThat(held.getStatus().rotation().lastPublished()).isEqualTo(text("ca"));
        cluster.edit("held", spec(next.pem(), "1h"));
        cluster.eventually(
                "held", b -> assertThat(b.getStatus().rotation().phase()).isEqualTo(RotationStatus.Phase.Complete));
        assertThat(text("ca")).isEqualTo(next.pem());
    }

    private void rotating(String name, String pem, String deadline) {
        cluster.create(name, spec(pem, deadline));
    }

    private static SpecBuilder spec(String pem, String deadline) {
        return new SpecBuilder()
                .inline(pem)
                .clients("app", "worker")
                .publishTo("ca", "1s")
                .waitForClients(deadline);
    }

    private void client(String name, HeldCertificate issuer) {
        HeldCertificate leaf =
                CertificateBuilder.leaf("CN=" + name).issuedBy(issuer).build();
        cluster.clientSecret(name, Map.of("app", "worker"), leaf.pem(), leaf.privateKeyPem());
    }

    private void overwrite(String name, String text) {
        cluster.client()
                .configMaps()
                .inNamespace(cluster.namespace())
                .withName(name)
                .edit(map -> new ConfigMapBuilder(map)
                        .withData(Map.of("ca.crt", text))
                        .build());
    }

    private static String message(NamespaceCertificateBundle bundle) {
        return condition(bundle.getStatus().conditions(), "Published").getMessage();
    }

    private List<String> events(String bundle) {
        return cluster.client().v1().events().inNamespace(cluster.namespace()).list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getName().equals(bundle))
                .map(event -> event.getReason() + ": " + event.getMessage())
                .toList();
    }

    private ConfigMap configMap(String name) {
        return cluster.client()
                .configMaps()
                .inNamespace(cluster.namespace())
                .withName(name)
                .get();
    }

    private String text(String name) {
        ConfigMap map = configMap(name);
        return map == null ? "" : map.getData().get("ca.crt");
    }

    private Map<String, String> labels(String secret) {
        return cluster.client()
                .secrets()
                .inNamespace(cluster.namespace())
                .withName(secret)
                .get()
                .getMetadata()
                .getLabels();
    }

    private String secretText(String name) {
        Secret secret = cluster.client()
                .secrets()
                .inNamespace(cluster.namespace())
                .withName(name)
                .get();
        return secret == null
                ? null
                : new String(Base64.getDecoder().decode(secret.getData().get("ca.crt")), StandardCharsets.US_ASCII);
    }
}
