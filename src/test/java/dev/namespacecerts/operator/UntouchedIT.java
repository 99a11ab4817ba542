package dev.namespacecerts.operator;

import static dev.namespacecerts.operator.Cluster.assertCondition;
import static dev.namespacecerts.operator.Cluster.condition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.namespacecerts.api.v1alpha1.BundleReference;
import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.CertificateFilterSpec;
import dev.namespacecerts.api.v1alpha1.DemoAuthoritySpec;
import dev.namespacecerts.api.v1alpha1.DemoLeafSpec;
import dev.namespacecerts.api.v1alpha1.DemoSpec;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.RotationStatus;
import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.SpecBuilder;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The operator writes only the status of objects that users apply, so that GitOps tools find no difference. */
class UntouchedIT {
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
    void onlyTheStatusOfUserObjectsIsWritten() {
        client(root);
        CertificateFilter filter = apply(filter());
        NamespaceCertificateBundle bundle = apply(bundle(root));
        NamespaceCertificateBundle ready = cluster.eventuallyReady("bundle", "True", "Ready");
        assertCondition(ready, "Published", "True", "Published");
        assertCondition(ready, "DemoIssued", "True", "Issued");
        assertUntouched(bundle, ready);

        bundle = apply(bundle(next));
        assertUntouched(bundle, eventually(RotationStatus.Phase.WaitingForClients));
        client(next);
        assertUntouched(bundle, eventually(RotationStatus.Phase.Complete));

        CertificateFilter judged = cluster.filter("filter").get();
        assertThat(condition(judged.getStatus().conditions(), "Accepted").getStatus())
                .isEqualTo("True");
        assertUntouched(filter, judged);
    }

    private static void assertUntouched(CustomResource<?, ?> applied, CustomResource<?, ?> now) {
        assertThat(now.getSpec()).isEqualTo(applied.getSpec());
        assertThat(comparable(now.getMetadata())).isEqualTo(comparable(applied.getMetadata()));
        assertThat(now.getMetadata().getManagedFields())
                .extracting(
                        ManagedFieldsEntry::getManager,
                        ManagedFieldsEntry::getSubresource,
                        entry -> entry.getFieldsV1().getAdditionalProperties().keySet())
                .containsExactlyInAnyOrder(
                        tuple("gitops", null, Set.of("f:spec")),
                        tuple("namespace-certificate-operator", "status", Set.of("f:status")));
    }

    /** With the generation, which counts changes of the spec. */
    private static ObjectMeta comparable(ObjectMeta metadata) {
        return new ObjectMetaBuilder(metadata)
                .withManagedFields()
                .withResourceVersion(null)
                .build();
    }

    /** As GitOps tools do it; what the API server made of it. */
    @SuppressWarnings("unchecked")
    private <T extends CustomResource<?, ?>> T apply(T object) {
        Kubectl.Answer answer = new Kubectl(ControlPlane.shared())
                .call(
                        Serialization.asJson(object),
                        "apply",
                        "--server-side",
                        "--field-manager=gitops",
                        "--namespace=" + cluster.namespace(),
                        "--show-managed-fields",
                        "--output=json",
                        "--filename=-");
        assertThat(answer.exitCode()).as(answer.text()).isZero();
        return (T) Serialization.unmarshal(answer.text(), object.getClass());
    }

    private NamespaceCertificateBundle eventually(RotationStatus.Phase phase) {
        return cluster.eventually(
                "bundle", b -> assertThat(b.getStatus().rotation().phase()).isEqualTo(phase));
    }

    /** With all features enabled. */
    private static NamespaceCertificateBundle bundle(HeldCertificate root) {
        NamespaceCertificateBundle bundle = new NamespaceCertificateBundle();
        bundle.getMetadata().setName("bundle");
        bundle.setSpec(new SpecBuilder()
                .temporalNamespace("untouched.a2dd6")
                .inline(root.pem())
                .clients("app", "worker")
                .demo(new DemoSpec(
                        new DemoAuthoritySpec("Acme", null, null),
                        List.of(new DemoLeafSpec("demo", "worker", null, null, null))))
                .publishTo("ca", "1s")
                .waitForClients("1h")
                .build());
        return bundle;
    }

    private static CertificateFilter filter() {
        CertificateFilter filter = new CertificateFilter();
        filter.getMetadata().setName("filter");
        filter.setSpec(new CertificateFilterSpec(new BundleReference("bundle"), "worker", null, null, null));
        return filter;
    }

    private void client(HeldCertificate issuer) {
        HeldCertificate leaf =
                CertificateBuilder.leaf("CN=worker").issuedBy(issuer).build();
        cluster.clientSecret("worker", Map.of("app", "worker"), leaf.pem(), leaf.privateKeyPem());
    }
}
