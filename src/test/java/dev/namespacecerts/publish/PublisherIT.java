package dev.namespacecerts.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.PublishedObject;
import dev.namespacecerts.api.v1alpha1.Reconciliation;
import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.evaluate.PublishContent;
import dev.namespacecerts.metrics.WorkMetrics;
import dev.namespacecerts.operator.OperatorProcess;
import dev.namespacecerts.settings.Feature;
import dev.namespacecerts.testing.SpecBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Publishing with the permissions of a chart that disables publishing to Secrets. */
class PublisherIT {
    private static final String USER = "without-secrets";
    private static final Target OLD_SECRET = Target.object(PublishedObject.Kind.Secret, "old");
    private static final Target OLD_CONFIG_MAP = Target.object(PublishedObject.Kind.ConfigMap, "old");

    private final String namespace = "it-" + UUID.randomUUID().toString().substring(0, 8);
    private final KubernetesClient admin = ControlPlane.shared().client();
    private final KubernetesClient operator = new KubernetesClientBuilder()
            .withConfig(new ConfigBuilder(admin.getConfiguration())
                    .withImpersonateUsername(USER)
                    .build())
            .build();

    @BeforeEach
    void prepare() {
        OperatorProcess.installCrds(ControlPlane.shared());
        admin.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        allow("secrets", "get", "list", "watch");
        allow("configmaps", "get", "list", "watch", "create", "update", "delete");
    }

    @AfterEach
    void close() {
        admin.namespaces().withName(namespace).delete();
        operator.close();
        admin.close();
    }

    @Test
    void aSecretThatMayNotBeDeletedDoesNotHideTheNewTarget() {
        NamespaceCertificateBundle bundle = publishedBefore();
        bundle.setSpec(new SpecBuilder().publishTo("new").build());
        Publication switchedOff = publisher(Feature.Disabled).orElseThrow(bundle);
        assertThat(switchedOff.done()).isTrue();
        assertThat(switchedOff.retry()).isFalse();
        assertThat(switchedOff.message())
                .contains("not allowed to delete what it published before: Secret \"old\"", "Delete it");
        assertThat(switchedOff.object().name()).isEqualTo("new");
        assertThat(map("new")).isNotNull();
        assertThat(map("old")).isNull();

        Publication refused = publisher(Feature.Enabled).orElseThrow(bundle);
        assertThat(refused.done()).isTrue();
        assertThat(refused.retry()).isTrue();
        assertThat(refused.message()).contains("not allowed to delete what it published before: Secret \"old\"");

        admin.secrets().inNamespace(namespace).withName("old").delete();
        assertThat(publisher(Feature.Enabled).orElseThrow(bundle).message()).doesNotContain("published before");
    }

    @Test
    void aSecretIsNotReportedWithoutSpecPublish() {
        NamespaceCertificateBundle bundle = publishedBefore();
        bundle.setSpec(new SpecBuilder().build());
        assertThat(publisher(Feature.Disabled).publish(bundle)).isEmpty();
        assertThat(map("old")).isNull();
        assertThat(publisher(Feature.Enabled).publish(bundle))
                .hasValueSatisfying(
                        publication -> assertThat(publication.reason()).isEqualTo("Forbidden"));
    }

    /** A bundle that is published to a ConfigMap and a Secret; no operator reconciles it. */
    private NamespaceCertificateBundle publishedBefore() {
        NamespaceCertificateBundle bundle = new NamespaceCertificateBundle();
        bundle.getMetadata().setName("moved");
        bundle.getMetadata().setNamespace(namespace);
        bundle.setSpec(new SpecBuilder()
                .inline("nonsense")
                .reconciliation(Reconciliation.Suspended)
                .build());
        NamespaceCertificateBundle created = admin.resource(bundle).create();
        for (Target old : List.of(OLD_SECRET, OLD_CONFIG_MAP)) {
            Target target = new Target(old.kind(), old.name(), "ca.crt");
            objects(admin).create(objects(admin).make(created, target, "old", "sha256:old"));
        }
        return created;
    }

    private interface Publishing {
        Optional<Publication> publish(NamespaceCertificateBundle bundle);

        default Publication orElseThrow(NamespaceCertificateBundle bundle) {
            return publish(bundle).orElseThrow();
        }
    }

    private Publishing publisher(Feature secrets) {
        Publisher publisher = new Publisher(
                objects(operator),
                new KnownTargets(),
                new NoTargetEvents(),
                Clock.systemUTC(),
                Feature.Enabled,
                secrets);
        PublishContent content =
                new PublishContent("text".getBytes(StandardCharsets.US_ASCII), true, List.of(), false, 0);
        return bundle -> publisher.publish(bundle, content, null, List.of(OLD_SECRET, OLD_CONFIG_MAP));
    }

    private static TargetObjects objects(KubernetesClient client) {
        return new TargetObjects(client, new WorkMetrics(new SimpleMeterRegistry()));
    }

    private Object map(String name) {
        return admin.configMaps().inNamespace(namespace).withName(name).get();
    }

    private void allow(String resource, String... verbs) {
        admin.resource(new RoleBuilder()
                        .withNewMetadata()
                        .withName(resource)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withRules(new PolicyRuleBuilder()
                                .withApiGroups("")
                                .withResources(resource)
                                .withVerbs(verbs)
                                .build())
                        .build())
                .create();
        admin.resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withName(resource)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "Role", resource)
                        .addNewSubject("rbac.authorization.k8s.io", "User", USER, null)
                        .build())
                .create();
    }
}
