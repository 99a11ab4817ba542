package dev.namespacecerts.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.operator.OperatorProcess;
import dev.namespacecerts.testing.SpecBuilder;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the API server answers to writes of which only the metadata is requested. */
class MetadataOnlyIT {
    private static final String NAMESPACE = "default";

    @Test
    void theAnswerToAWriteIsTheMetadataOfWhatWasWritten() {
        OperatorProcess.installCrds(ControlPlane.shared());
        try (KubernetesClient admin = ControlPlane.shared().client();
                KubernetesClient client = client()) {
            ConfigMap wanted = new ConfigMapBuilder()
                    .withNewMetadata()
                    .withName("metadata-only")
                    .withNamespace(NAMESPACE)
                    .endMetadata()
                    .withData(Map.of("ca.crt", "text"))
                    .build();
            ConfigMap created = client.resource(wanted).create();
            assertThat(created.getData()).isNullOrEmpty();
            ConfigMap found = admin.resource(wanted).get();
            assertThat(found.getData()).isEqualTo(wanted.getData());
            assertThat(created.getMetadata().getUid())
                    .isEqualTo(found.getMetadata().getUid());
            wanted.setData(Map.of("ca.crt", "another"));
            ConfigMap replaced = client.resource(wanted).update();
            assertThat(replaced.getData()).isNullOrEmpty();
            assertThat(replaced.getMetadata().getResourceVersion())
                    .isEqualTo(admin.resource(wanted).get().getMetadata().getResourceVersion());
            admin.resource(wanted).delete();
        }
    }

    @Test
    void theAnswerToAStatusIsTheVersion() {
        OperatorProcess.installCrds(ControlPlane.shared());
        try (KubernetesClient admin = ControlPlane.shared().client();
                KubernetesClient client = client()) {
            NamespaceCertificateBundle bundle = new NamespaceCertificateBundle();
            bundle.getMetadata().setName("metadata-only");
            bundle.getMetadata().setNamespace(NAMESPACE);
            bundle.setSpec(new SpecBuilder().inline("text").build());
            admin.resource(bundle).create();
            NamespaceCertificateBundle written = client.resource(bundle)
                    .subresource("status")
                    .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"status\": {\"observedGeneration\": 1}}");
            NamespaceCertificateBundle found = admin.resource(bundle).get();
            assertThat(found.getStatus().observedGeneration()).isEqualTo(1);
            assertThat(written.getStatus()).isNull();
            assertThat(written.getMetadata().getResourceVersion())
                    .isEqualTo(found.getMetadata().getResourceVersion());
            admin.resource(bundle).delete();
        }
    }

    private static KubernetesClient client() {
        return new KubernetesClientBuilder()
                .withConfig(
                        Config.fromKubeconfig(ControlPlane.shared().kubeconfig().toFile()))
                .withHttpClientBuilderConsumer(
                        http -> http.addOrReplaceInterceptor("metadata-only", new MetadataOnly()))
                .build();
    }
}
