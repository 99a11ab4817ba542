package dev.namespacecerts.operator;

import static dev.namespacecerts.operator.Cluster.assertCondition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.namespacecerts.api.v1alpha1.BundleReference;
import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.CertificateFilterSpec;
import dev.namespacecerts.api.v1alpha1.CloudSpec;
import dev.namespacecerts.api.v1alpha1.CloudSpec.DeletionPolicy;
import dev.namespacecerts.api.v1alpha1.CloudSpec.Mode;
import dev.namespacecerts.api.v1alpha1.CloudSpec.Unlisted;
import dev.namespacecerts.api.v1alpha1.ConnectionReference;
import dev.namespacecerts.api.v1alpha1.ConnectionReference.Scope;
import dev.namespacecerts.api.v1alpha1.DemoLeafSpec;
import dev.namespacecerts.api.v1alpha1.DemoSpec;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.chart.Chart;
import dev.namespacecerts.cloudservice.TemporalCloud;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.SpecBuilder;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Has an operator do all that it can, in one Kubernetes namespace. */
final class EveryFeature {
    private final KubernetesClient client;
    private final String namespace;
    private final String pem =
            CertificateBuilder.root("CN=Acme Root,O=Acme").build().pem();

    EveryFeature(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** Uses all features, those that are not enabled too. */
    void use(boolean demo, boolean configMaps, boolean secrets, boolean cloud) {
        judge();
        publish(spec -> spec.publishTo("first"), "ConfigMap", configMaps);
        publish(spec -> spec.publishToSecret("first"), "Secret", secrets);
        issue(demo);
        claim();
        synchronize(cloud);
    }

    /** With a connection of the operator, and with a finalizer. */
    private void synchronize(boolean enabled) {
        try (TemporalCloud cloud = new TemporalCloud()) {
            cloud.addKey("key-of-all", "operator");
            cloud.seed(
                    "accounting.a2dd6",
                    CertificateBuilder.root("CN=Other Root,O=Other").build().pem());
            client.resource(new SecretBuilder()
                            .withNewMetadata()
                            .withName(namespace)
                            .withNamespace(Chart.NAME)
                            .withLabels(Map.of("namespacecerts.dev/connection", "true"))
                            .endMetadata()
                            .withStringData(Map.of(
                                    "api-key",
                                    "key-of-all",
                                    "address",
                                    cloud.address(),
                                    "account-id",
                                    "a2dd6",
                                    "ca.crt",
                                    TemporalCloud.ca()))
                            .build())
                    .create();
            create(
                    "cloud",
                    new SpecBuilder()
                            .inline(pem)
                            .temporalNamespace("accounting.a2dd6")
                            .cloud(new CloudSpec(
                                    new ConnectionReference(namespace, Scope.Operator),
                                    Mode.Sync,
                                    Unlisted.Remove,
                                    null,
                                    DeletionPolicy.Remove,
                                    "2s")));
            eventually("cloud", "Synchronized", enabled ? "True" : "False", enabled ? "Synchronized" : "Disabled");
            var bundle = client.resources(NamespaceCertificateBundle.class)
                    .inNamespace(namespace)
                    .withName("cloud");
            bundle.delete();
            await().atMost(Duration.ofSeconds(20)).until(() -> bundle.get() == null);
        }
    }

    /** The configuration allows one Temporal Namespace. */
    private void claim() {
        create("allowed", new SpecBuilder().inline(pem).temporalNamespace("allowed.a2dd6"));
        eventually("allowed", "Ready", "True", "Ready");
        create("refused", new SpecBuilder().inline(pem).temporalNamespace("other.a2dd6"));
        eventually("refused", "Claimed", "False", "NotAllowed");
        eventually("refused", "Ready", "False", "NotAllowed");
    }

    /** Sources, a filter, a client, and Events that repeat. */
    private void judge() {
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("source")
                        .withNamespace(namespace)
                        .withLabels(Map.of("namespacecerts.dev/source", "true"))
                        .endMetadata()
                        .withStringData(Map.of("ca.crt", pem))
                        .build())
                .create();
        CertificateFilter filter = new CertificateFilter();
        filter.getMetadata().setName("filter");
        filter.getMetadata().setNamespace(namespace);
        filter.setSpec(new CertificateFilterSpec(new BundleReference("all"), "worker", null, null, null));
        client.resource(filter).create();
        create("all", spec());
        for (int i = 0; i < 2; i++) {
            eventually("Ready", "False", "SourceNotFound");
            client.resource(new ConfigMapBuilder()
                            .withNewMetadata()
                            .withName("source")
                            .withNamespace(namespace)
                            .endMetadata()
                            .withData(Map.of("ca.crt", pem))
                            .build())
                    .create();
            eventually("Ready", "True", "Ready");
            client.configMaps().inNamespace(namespace).withName("source").delete();
        }
        eventually("Ready", "False", "SourceNotFound");
    }

    private void publish(Consumer<SpecBuilder> where, String kind, boolean enabled) {
        edit(where);
        if (!enabled) {
            eventually("Published", "False", "Disabled");
            return;
        }
        eventually("Published", "True", "Published");
        var target = kind.equals("Secret")
                ? client.secrets().inNamespace(namespace).withName("first")
                : client.configMaps().inNamespace(namespace).withName("first");
        String before = target.get().getMetadata().getResourceVersion();
        if (kind.equals("Secret")) {
            client.secrets().inNamespace(namespace).withName("first").edit(secret -> {
                secret.setData(Map.of());
                return secret;
            });
        } else {
            client.configMaps().inNamespace(namespace).withName("first").edit(map -> {
                map.setData(Map.of());
                return map;
            });
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        Long.parseLong(target.get().getMetadata().getResourceVersion()) > Long.parseLong(before) + 1
                                && !target.get().toString().contains("data={}"));
        edit(spec -> {});
        await().atMost(Duration.ofSeconds(20)).until(() -> target.get() == null);
    }

    private void issue(boolean enabled) {
        edit(spec -> spec.demo(demo("worker")));
        if (!enabled) {
            eventually("DemoIssued", "False", "Disabled");
            return;
        }
        eventually("DemoIssued", "True", "Issued");
        var secret = client.secrets().inNamespace(namespace).withName("leaf");
        String before = secret.get().getMetadata().getResourceVersion();
        edit(spec -> spec.demo(demo("renamed")));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !secret.get().getMetadata().getResourceVersion().equals(before));
        edit(spec -> {});
        await().atMost(Duration.ofSeconds(20)).until(() -> secret.get() == null);
    }

    private static DemoSpec demo(String commonName) {
        return new DemoSpec(null, List.of(new DemoLeafSpec("leaf", commonName, null, null, null)));
    }

    private void edit(Consumer<SpecBuilder> change) {
        SpecBuilder spec = new SpecBuilder().inline(pem).client("leaf");
        change.accept(spec);
        Cluster.edit(
                client.resources(NamespaceCertificateBundle.class)
                        .inNamespace(namespace)
                        .withName("all"),
                spec);
    }

    private static SpecBuilder spec() {
        return new SpecBuilder()
                .sources(Cluster.configMap("source"), Cluster.secret("source"))
                .client("leaf");
    }

    private void create(String name, SpecBuilder spec) {
        NamespaceCertificateBundle bundle = new NamespaceCertificateBundle();
        bundle.getMetadata().setName(name);
        bundle.getMetadata().setNamespace(namespace);
        bundle.setSpec(spec.build());
        client.resource(bundle).create();
    }

    private void eventually(String type, String status, String reason) {
        eventually("all", type, status, reason);
    }

    private void eventually(String name, String type, String status, String reason) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            NamespaceCertificateBundle bundle = client.resources(NamespaceCertificateBundle.class)
                    .inNamespace(namespace)
                    .withName(name)
                    .get();
            assertThat(bundle.getStatus()).isNotNull();
            assertThat(bundle.getStatus().observedGeneration())
                    .isEqualTo(bundle.getMetadata().getGeneration());
            assertThat(bundle.getStatus().conditions()).isNotNull();
            assertCondition(bundle, type, status, reason);
        });
    }
}
