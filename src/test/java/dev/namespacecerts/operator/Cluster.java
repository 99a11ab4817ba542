package dev.namespacecerts.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import dev.namespacecerts.api.v1alpha1.BundleReference;
import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.CertificateFilterSpec;
import dev.namespacecerts.api.v1alpha1.CertificateSource;
import dev.namespacecerts.api.v1alpha1.ConfigMapKey;
import dev.namespacecerts.api.v1alpha1.FilterPolicy;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.RuleViolation;
import dev.namespacecerts.api.v1alpha1.SecretKey;
import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.testing.SpecBuilder;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;

/** A Kubernetes namespace of a test's own. */
final class Cluster implements AutoCloseable {
    private final KubernetesClient client;
    private final String namespace;

    /** Under an operator that is at work. */
    Cluster() {
        this(watched());
    }

    /** Under an operator that is at work, with a given name. */
    Cluster(String namespace) {
        this(watched(), namespace);
    }

    /** On a control plane of one's own. */
    Cluster(ControlPlane controlPlane) {
        this(controlPlane, "it-" + UUID.randomUUID().toString().substring(0, 8));
    }

    private Cluster(ControlPlane controlPlane, String namespace) {
        this.client = controlPlane.client();
        this.namespace = namespace;
        client.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
    }

    private Cluster(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** The same Kubernetes namespace, with the rights of another user. */
    Cluster as(KubernetesClient user) {
        return new Cluster(user, namespace);
    }

    private static ControlPlane watched() {
        OperatorProcess.shared();
        return ControlPlane.shared();
    }

    KubernetesClient client() {
        return client;
    }

    String namespace() {
        return namespace;
    }

    /** Creates a bundle of sources. */
    NamespaceCertificateBundle create(String name, CertificateSource... sources) {
        return create(name, null, FilterPolicy.Optional, sources);
    }

    NamespaceCertificateBundle create(
            String name, String temporalNamespace, FilterPolicy policy, CertificateSource... sources) {
        return create(
                name,
                new SpecBuilder()
                        .temporalNamespace(temporalNamespace)
                        .filterPolicy(policy)
                        .sources(sources));
    }

    NamespaceCertificateBundle create(String name, SpecBuilder spec) {
        NamespaceCertificateBundle bundle = new NamespaceCertificateBundle();
        bundle.getMetadata().setName(name);
        bundle.getMetadata().setNamespace(namespace);
        bundle.setSpec(spec.build());
        return client.resource(bundle).create();
    }

    /** Replaces the spec of a bundle. */
    void edit(String name, SpecBuilder spec) {
        edit(bundle(name), spec);
    }

    /** Replaces the spec of a bundle, as often as that is refused because its status was written at the same moment. */
    static void edit(Resource<NamespaceCertificateBundle> resource, SpecBuilder spec) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .ignoreExceptionsMatching(e -> e instanceof KubernetesClientException refused
                        && refused.getCode() == HttpURLConnection.HTTP_CONFLICT)
                .until(() -> resource.edit(bundle -> {
                            bundle.setSpec(spec.build());
                            return bundle;
                        })
                        != null);
    }

    /** Writes a Secret as clients have it. */
    void clientSecret(String name, Map<String, String> labels, String chain, String key) {
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .withLabels(labels)
                        .endMetadata()
                        .withType("kubernetes.io/tls")
                        .withStringData(Map.of("tls.crt", chain, "tls.key", key))
                        .build())
                .createOr(existing -> existing.update());
    }

    /** Creates a filter by common name. */
    CertificateFilter filter(String name, String bundle, String commonName) {
        CertificateFilter filter = new CertificateFilter();
        filter.getMetadata().setName(name);
        filter.getMetadata().setNamespace(namespace);
        filter.setSpec(new CertificateFilterSpec(new BundleReference(bundle), commonName, null, null, null));
        return client.resource(filter).create();
    }

    List<NamespaceCertificateBundle> bundles() {
        return client.resources(NamespaceCertificateBundle.class)
                .inNamespace(namespace)
                .list()
                .getItems();
    }

    /** How many ConfigMaps there are, without reading them. */
    long configMaps() {
        var first = client.configMaps()
                .inNamespace(namespace)
                .list(new ListOptionsBuilder().withLimit(1L).build());
        Long more = first.getMetadata().getRemainingItemCount();
        return first.getItems().size() + (more == null ? 0 : more);
    }

    Resource<NamespaceCertificateBundle> bundle(String name) {
        return client.resources(NamespaceCertificateBundle.class)
                .inNamespace(namespace)
                .withName(name);
    }

    Resource<CertificateFilter> filter(String name) {
        return client.resources(CertificateFilter.class).inNamespace(namespace).withName(name);
    }

    /** Waits until a bundle's status is about its newest spec and as expected. */
    NamespaceCertificateBundle eventually(String name, Consumer<NamespaceCertificateBundle> expectation) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> {
                    NamespaceCertificateBundle bundle = bundle(name).get();
                    assertThat(bundle.getStatus()).as("status of " + name).isNotNull();
                    assertThat(bundle.getStatus().observedGeneration())
                            .isEqualTo(bundle.getMetadata().getGeneration());
                    expectation.accept(bundle);
                });
        return bundle(name).get();
    }

    /** Waits until a bundle's Ready condition has a status and a reason. */
    NamespaceCertificateBundle eventuallyReady(String name, String status, String reason) {
        return eventually(name, bundle -> assertCondition(bundle, "Ready", status, reason));
    }

    static void assertCondition(NamespaceCertificateBundle bundle, String type, String status, String reason) {
        assertThat(bundle.getStatus().conditions())
                .extracting(Condition::getType, Condition::getStatus, Condition::getReason)
                .contains(tuple(type, status, reason));
    }

    static List<String> errors(NamespaceCertificateBundle bundle) {
        return bundle.getStatus().violations().stream()
                .filter(v -> v.severity() == RuleViolation.Severity.Error)
                .map(RuleViolation::rule)
                .toList();
    }

    static Condition condition(List<Condition> conditions, String type) {
        return conditions.stream()
                .filter(c -> Objects.equals(c.getType(), type))
                .findFirst()
                .orElseThrow();
    }

    static CertificateSource inline(String... pem) {
        return new CertificateSource(String.join("", pem), null, null);
    }

    static CertificateSource configMap(String name) {
        return new CertificateSource(null, new ConfigMapKey(name, "ca.crt"), null);
    }

    static CertificateSource secret(String name) {
        return new CertificateSource(null, null, new SecretKey(name, "ca.crt"));
    }

    @Override
    public void close() {
        client.resources(CertificateFilter.class).inNamespace(namespace).delete();
        client.resources(NamespaceCertificateBundle.class)
                .inNamespace(namespace)
                .delete();
        client.namespaces().withName(namespace).delete();
        client.close();
    }
}
