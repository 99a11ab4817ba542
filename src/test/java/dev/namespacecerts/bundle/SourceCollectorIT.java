package dev.namespacecerts.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.api.v1alpha1.CertificateSource;
import dev.namespacecerts.api.v1alpha1.ConfigMapKey;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.SecretKey;
import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.testing.SpecBuilder;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class SourceCollectorIT {
    private final String name = "source-" + UUID.randomUUID();

    @Test
    void anObjectReadAheadOfItsWatchIsReported() {
        try (KubernetesClient client = ControlPlane.shared().client()) {
            client.resource(new ConfigMapBuilder()
                            .withNewMetadata()
                            .withNamespace("default")
                            .withName(name)
                            .endMetadata()
                            .addToData("ca.crt", "text")
                            .build())
                    .create();
            client.resource(new SecretBuilder()
                            .withNewMetadata()
                            .withNamespace("default")
                            .withName(name)
                            .endMetadata()
                            .addToStringData("ca.crt", "text")
                            .build())
                    .create();
            SourceCollector collector = new SourceCollector(client);
            Predicate<HasMetadata> nothing = object -> false;
            Function<String, Optional<String>> unknown = key -> Optional.empty();
            CertificateSource configMap = new CertificateSource(null, new ConfigMapKey(name, "ca.crt"), null);
            CertificateSource unlabelled = new CertificateSource(null, null, new SecretKey(name, "ca.crt"));
            CertificateSource absent = new CertificateSource(null, new ConfigMapKey("absent", "ca.crt"), null);

            assertThat(collector.collect(bundle(configMap), nothing, unknown).ahead())
                    .isTrue();
            assertThat(collector
                            .collect(bundle(configMap), object -> true, unknown)
                            .ahead())
                    .isFalse();
            assertThat(collector
                            .collect(bundle(absent, unlabelled), nothing, unknown)
                            .ahead())
                    .isFalse();

            client.secrets()
                    .inNamespace("default")
                    .withName(name)
                    .edit(secret -> new SecretBuilder(secret)
                            .editMetadata()
                            .addToLabels(Map.of("namespacecerts.dev/source", "true"))
                            .endMetadata()
                            .build());
            assertThat(collector.collect(bundle(unlabelled), nothing, unknown).ahead())
                    .isTrue();
        }
    }

    private static NamespaceCertificateBundle bundle(CertificateSource... sources) {
        NamespaceCertificateBundle bundle = new NamespaceCertificateBundle();
        bundle.getMetadata().setNamespace("default");
        bundle.setSpec(new SpecBuilder().sources(sources).build());
        return bundle;
    }
}
