package dev.namespacecerts.operator;

import static dev.namespacecerts.operator.Cluster.assertCondition;
import static dev.namespacecerts.operator.Cluster.condition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.namespacecerts.api.v1alpha1.DemoAuthoritySpec;
import dev.namespacecerts.api.v1alpha1.DemoLeafSpec;
import dev.namespacecerts.api.v1alpha1.DemoSpec;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.RotationStatus;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.SpecBuilder;
import dev.namespacecerts.x509.Digests;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attacks by users who may write a status, or the object that a bundle is published to. */
class ForgedPublicationIT {
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
    void aForgedStatusPublishedDisclosesNothingAboutASecret() {
        cluster.client()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("theirs")
                        .withNamespace(cluster.namespace())
                        .endMetadata()
                        .withStringData(Map.of("password", "guessed"))
                        .build())
                .create();
        cluster.create("oracle", new SpecBuilder().inline("nonsense").publishTo("ca"));
        String right = answer("guessed", "100h");
        assertThat(right).contains("Nothing is published.").doesNotContain("theirs");
        assertThat(answer("not guessed", "101h")).isEqualTo(right);
    }

    /** The condition Published after a forged status.published names a Secret. */
    private String answer(String guess, String warning) {
        String digest = Digests.sha256(guess.getBytes(StandardCharsets.US_ASCII));
        forge(
                "oracle",
                Map.of("published", Map.of("kind", "Secret", "name", "theirs", "key", "password", "digest", digest)));
        cluster.edit(
                "oracle", new SpecBuilder().inline("nonsense").publishTo("ca").expiryWarning(warning));
        NamespaceCertificateBundle bundle = cluster.eventuallyReady("oracle", "False", "Invalid");
        // Only a reconciliation that still reads the forged record reports it, before or after the edit.
        return message(bundle).replaceFirst(" status\\.rotation has no valid seal .*", "");
    }

    /** A record with an unreadable time counts as absent; another forged one is logged. */
    @ParameterizedTest
    @CsvSource({"2030-06-01T00:00:00+99:99, false", "2030-06-01T00:00:00Z, true"})
    void aForgedRecordPublishesNoCaAndFailsNoReconciliation(String removedAt, boolean told) {
        HeldCertificate evil = CertificateBuilder.root("CN=Evil Root").build();
        HeldCertificate leaf =
                CertificateBuilder.leaf("CN=intruder").issuedBy(evil).build();
        cluster.clientSecret("intruder", Map.of("app", "worker"), leaf.pem(), leaf.privateKeyPem());
        cluster.create("attacked", waiting(root));
        RotationStatus sealed =
                cluster.eventuallyReady("attacked", "True", "Ready").getStatus().rotation();
        assertThat(sealed.seal()).isNotNull();
        forge(
                "attacked",
                Map.of(
                        "rotation",
                        Map.of(
                                "lastPublished", root.pem() + evil.pem(),
                                "publishedAt", sealed.publishedAt(),
                                "retained",
                                        List.of(Map.of(
                                                "fingerprint", evil.parsed().fingerprint(), "removedAt", removedAt)),
                                "seal", sealed.seal())));
        cluster.edit("attacked", waiting(next));
        NamespaceCertificateBundle bundle = cluster.eventuallyReady("attacked", "True", "Ready");
        await().atMost(Duration.ofSeconds(10)).until(() -> text().equals(next.pem()));
        assertThat(bundle.getStatus().rotation().retained()).isNull();
        assertThat(bundle.getStatus().rotation().lastPublished()).isEqualTo(next.pem());
        String warning = "status of " + cluster.namespace() + "/attacked has no valid seal";
        assertThat(OperatorProcess.shared().log().contains(warning)).isEqualTo(told);
    }

    /**
     * A forged record claims that servers have loaded the new root for a day, so that a leaf is reissued that they
     * still reject.
     */
    @Test
    void aForgedRecordCausesNoDemoLeafToBeReplacedTooEarly() {
        cluster.create("demo", demo("Acme"));
        cluster.eventuallyReady("demo", "True", "Ready");
        cluster.edit("demo", demo("Acme of tomorrow"));
        NamespaceCertificateBundle settling =
                cluster.eventually("demo", b -> assertCondition(b, "DemoIssued", "True", "Settling"));
        Map<String, String> leaf = leaf();
        String seal = settling.getStatus().rotation().seal();
        cluster.client().resource(settling).subresource("status").patch(PatchContext.of(PatchType.JSON_MERGE), """
                        {"status": {"rotation": {"publishedAt": "2020-01-01T00:00:00Z"}}}
                        """);
        NamespaceCertificateBundle after = cluster.eventually("demo", b -> {
            assertCondition(b, "DemoIssued", "True", "Settling");
            assertThat(b.getStatus().rotation().publishedAt()).isNotEqualTo("2020-01-01T00:00:00Z");
            assertThat(b.getStatus().rotation().seal()).isNotEqualTo(seal);
        });
        assertThat(after.getStatus().demo().leaves())
                .isEqualTo(settling.getStatus().demo().leaves());
        assertThat(leaf()).isEqualTo(leaf);
    }

    private static SpecBuilder demo(String organization) {
        return new SpecBuilder()
                .demo(new DemoSpec(
                        new DemoAuthoritySpec(organization, null, null),
                        List.of(new DemoLeafSpec("worker", "worker", null, null, null))))
                .publishTo("ca", "1h");
    }

    private Map<String, String> leaf() {
        return cluster.client()
                .secrets()
                .inNamespace(cluster.namespace())
                .withName("worker")
                .get()
                .getData();
    }

    @Test
    void editsOfAnImmutableObjectAreReverted() {
        published("frozen");
        edit(map -> new ConfigMapBuilder(map)
                .withData(Map.of("ca.crt", next.pem()))
                .withImmutable(true)
                .build());
        await().atMost(Duration.ofSeconds(10)).until(() -> text().equals(root.pem()));
        edit(map -> new ConfigMapBuilder(map).withImmutable(true).build());
        cluster.edit("frozen", new SpecBuilder().inline(next.pem()).publishTo("ca"));
        await().atMost(Duration.ofSeconds(10)).until(() -> text().equals(next.pem()));
        cluster.eventuallyReady("frozen", "True", "Ready");

        edit(map -> new ConfigMapBuilder(map)
                .editMetadata()
                .withFinalizers("acme.example/keep")
                .endMetadata()
                .withData(Map.of("ca.crt", root.pem()))
                .withImmutable(true)
                .build());
        cluster.eventually("frozen", b -> assertCondition(b, "Published", "False", "TargetTerminating"));
        edit(map -> new ConfigMapBuilder(map)
                .editMetadata()
                .withFinalizers()
                .endMetadata()
                .build());
        await().atMost(Duration.ofSeconds(15)).until(() -> text().equals(next.pem()));
    }

    @Test
    void aPersistentOtherWriterIsReported() {
        published("contested");
        for (int i = 0; i < 5; i++) {
            edit(map -> new ConfigMapBuilder(map)
                    .withData(Map.of("ca.crt", next.pem()))
                    .build());
            await().pollInterval(Duration.ofMillis(20)).until(() -> text().equals(root.pem()));
        }
        NamespaceCertificateBundle contested =
                cluster.eventually("contested", b -> assertCondition(b, "Published", "False", "Contested"));
        assertCondition(contested, "Stalled", "True", "NotPublished");
        assertThat(contested.getStatus().rotation().lastPublished()).isEqualTo(root.pem());
    }

    @Test
    void aRemovedOwnerReferenceIsReportedAndTheObjectIsNotOverwritten() {
        published("stripped");
        edit(map -> owners(map));
        NamespaceCertificateBundle same =
                cluster.eventually("stripped", b -> assertCondition(b, "Published", "False", "TargetNotOwned"));
        assertThat(message(same))
                .contains("its owner reference was changed. It still holds the last published content");
        edit(map ->
                new ConfigMapBuilder(map).withData(Map.of("ca.crt", next.pem())).build());
        cluster.eventually(
                "stripped", b -> assertThat(message(b)).contains("its owner reference and its content were changed"));
        assertThat(text()).isEqualTo(next.pem());

        map().delete();
        cluster.eventuallyReady("stripped", "True", "Ready");
        assertThat(text()).isEqualTo(root.pem());
    }

    @Test
    void ofTwoOwnersOnlyTheControllerWrites() {
        NamespaceCertificateBundle first = published("first");
        cluster.create("second", new SpecBuilder().inline(next.pem()).publishTo("ca"));
        NamespaceCertificateBundle second =
                cluster.eventually("second", b -> assertCondition(b, "Published", "False", "TargetNotOwned"));
        OwnerReference own = map().get().getMetadata().getOwnerReferences().get(0);
        edit(map -> owners(map, own, Tenant.owner(second, false)));
        cluster.eventually("second", b -> assertCondition(b, "Published", "False", "TargetNotOwned"));
        String version = map().get().getMetadata().getResourceVersion();
        cluster.edit(
                "second", new SpecBuilder().inline(next.pem()).publishTo("ca").expiryWarning("100h"));
        cluster.eventually("second", b -> assertCondition(b, "Published", "False", "TargetNotOwned"));
        assertCondition(cluster.eventuallyReady("first", "True", "Ready"), "Published", "True", "Published");
        assertThat(map().get().getMetadata().getResourceVersion()).isEqualTo(version);

        edit(map -> owners(map, Tenant.owner(first, false), Tenant.owner(second, true)));
        cluster.eventually("first", b -> assertCondition(b, "Published", "False", "TargetNotOwned"));
        await().atMost(Duration.ofSeconds(10)).until(() -> text().equals(next.pem()));
    }

    private NamespaceCertificateBundle published(String name) {
        cluster.create(name, new SpecBuilder().inline(root.pem()).publishTo("ca"));
        return cluster.eventuallyReady(name, "True", "Ready");
    }

    private SpecBuilder waiting(HeldCertificate ca) {
        return new SpecBuilder()
                .inline(ca.pem())
                .clients("app", "worker")
                .publishTo("ca")
                .waitForClients("1h");
    }

    private void forge(String name, Map<String, Object> status) {
        var resource = cluster.client()
                .genericKubernetesResources("namespacecerts.dev/v1alpha1", "NamespaceCertificateBundle")
                .inNamespace(cluster.namespace())
                .withName(name);
        await().ignoreExceptions().until(() -> {
            GenericKubernetesResource forged = resource.get();
            forged.setAdditionalProperty("status", status);
            return cluster.client().resource(forged).updateStatus() != null;
        });
    }

    private static ConfigMap owners(ConfigMap map, OwnerReference... owners) {
        return new ConfigMapBuilder(map)
                .editMetadata()
                .withOwnerReferences(owners)
                .endMetadata()
                .build();
    }

    private void edit(UnaryOperator<ConfigMap> edit) {
        map().edit(edit);
    }

    private Resource<ConfigMap> map() {
        return cluster.client().configMaps().inNamespace(cluster.namespace()).withName("ca");
    }

    private String text() {
        ConfigMap map = map().get();
        return map == null ? "" : map.getData().get("ca.crt");
    }

    private static String message(NamespaceCertificateBundle bundle) {
        return condition(bundle.getStatus().conditions(), "Published").getMessage();
    }
}
