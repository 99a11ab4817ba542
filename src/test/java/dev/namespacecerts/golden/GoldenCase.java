package dev.namespacecerts.golden;

import dev.namespacecerts.api.v1alpha1.BundleReference;
import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.CertificateFilterSpec;
import dev.namespacecerts.api.v1alpha1.CertificateSource;
import dev.namespacecerts.api.v1alpha1.ConfigMapKey;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.SecretKey;
import dev.namespacecerts.evaluate.DemoStep;
import dev.namespacecerts.publish.MemoryPublisher;
import dev.namespacecerts.settings.TemporalNamespaces;
import dev.namespacecerts.sync.CloudNamespace;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.SpecBuilder;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A bundle "accounting" and the objects around it, as a user would apply them. A case can also define what the operator
 * did meanwhile; such a case runs only without a cluster.
 */
public final class GoldenCase {
    static final String BUNDLE = "accounting";

    final String name;
    final SpecBuilder spec = new SpecBuilder();
    final List<NamespaceCertificateBundle> rivals = new ArrayList<>();
    final List<HasMetadata> objects = new ArrayList<>();

    /** Fields that no version of the operator could write, as JSON: by kind and field. */
    final Map<String, String> odd = new LinkedHashMap<>();

    Optional<SpecBuilder> before = Optional.empty();
    Optional<DemoStep> demo = Optional.empty();
    Optional<Consumer<MemoryPublisher>> meanwhile = Optional.empty();
    Optional<String> failure = Optional.empty();
    Optional<CloudNamespace> cloud = Optional.empty();
    TemporalNamespaces allowed = TemporalNamespaces.ANY;
    private boolean withoutCluster;

    private GoldenCase(String name) {
        this.name = name;
    }

    /** @param name of its folder */
    static GoldenCase of(String name) {
        return new GoldenCase(name);
    }

    public String name() {
        return name;
    }

    /** Whether the operator yields the same status on an API server. */
    public boolean runsOnCluster() {
        return !withoutCluster
                && before.isEmpty()
                && demo.isEmpty()
                && meanwhile.isEmpty()
                && failure.isEmpty()
                && cloud.isEmpty()
                && odd.isEmpty()
                && allowed == TemporalNamespaces.ANY;
    }

    /**
     * Excludes the case from GoldenStatusIT, because the API server rejects its objects or because its status is not
     * deterministic.
     */
    GoldenCase withoutCluster() {
        withoutCluster = true;
        return this;
    }

    GoldenCase spec(Consumer<SpecBuilder> more) {
        more.accept(spec);
        return this;
    }

    /** Adds one inline source with these certificates. */
    GoldenCase cas(HeldCertificate... certificates) {
        return inline(GoldenCertificates.pem(certificates));
    }

    GoldenCase inline(String text) {
        spec.inline(text);
        return this;
    }

    /** Adds a ConfigMap as a source. */
    GoldenCase configMap(String map, String text) {
        spec.sources(configMapSource(map));
        return object(new ConfigMapBuilder()
                .withNewMetadata()
                .withName(map)
                .endMetadata()
                .withData(Map.of("ca.crt", text))
                .build());
    }

    /** Adds a ConfigMap with bytes as a source. */
    GoldenCase configMap(String map, byte[] bytes) {
        spec.sources(configMapSource(map));
        return object(new ConfigMapBuilder()
                .withNewMetadata()
                .withName(map)
                .endMetadata()
                .withBinaryData(Map.of("ca.crt", base64(bytes)))
                .build());
    }

    static CertificateSource configMapSource(String map) {
        return new CertificateSource(null, new ConfigMapKey(map, "ca.crt"), null);
    }

    static CertificateSource secretSource(String secret) {
        return new CertificateSource(null, null, new SecretKey(secret, "ca.crt"));
    }

    /** Adds a client's Secret, which spec.clients names, with its chain and its key as PKCS#8. */
    GoldenCase client(String secret, HeldCertificate leaf, HeldCertificate... above) {
        return client(secret, leaf.pem() + GoldenCertificates.pem(above), leaf.privateKeyPem());
    }

    GoldenCase client(String secret, String chain, String key) {
        spec.client(secret);
        return object(secret(secret)
                .withType("kubernetes.io/tls")
                .withStringData(Map.of("tls.crt", chain, "tls.key", key))
                .build());
    }

    /** Adds a client's Secret whose texts YAML cannot show. */
    GoldenCase client(String secret, byte[] chain, byte[] key) {
        spec.client(secret);
        return object(secret(secret)
                .withType("kubernetes.io/tls")
                .withData(Map.of("tls.crt", base64(chain), "tls.key", base64(key)))
                .build());
    }

    static SecretBuilder secret(String name) {
        return new SecretBuilder().withNewMetadata().withName(name).endMetadata();
    }

    GoldenCase filter(String filter, String commonName) {
        return filter(filter, commonName, null, null, null);
    }

    GoldenCase filter(
            String filter, String commonName, String organization, String organizationalUnit, String alternativeName) {
        return filterOf(BUNDLE, filter, commonName, organization, organizationalUnit, alternativeName);
    }

    GoldenCase filterOf(
            String bundle,
            String filter,
            String commonName,
            String organization,
            String organizationalUnit,
            String alternativeName) {
        CertificateFilter made = new CertificateFilter();
        made.getMetadata().setName(filter);
        made.setSpec(new CertificateFilterSpec(
                new BundleReference(bundle), commonName, organization, organizationalUnit, alternativeName));
        return object(made);
    }

    /** Adds a bundle that was created before this one. */
    GoldenCase rival(String bundle, String namespace, SpecBuilder rivalSpec) {
        NamespaceCertificateBundle made = new NamespaceCertificateBundle();
        made.getMetadata().setName(bundle);
        made.getMetadata().setNamespace(namespace);
        made.setSpec(rivalSpec.build());
        rivals.add(made);
        return this;
    }

    GoldenCase object(HasMetadata object) {
        objects.add(object);
        return this;
    }

    /** Sets a field of the spec to a value that the current schema rejects. */
    GoldenCase odd(String kind, String field, String json) {
        odd.put(kind + "/" + field, json);
        return this;
    }

    /** The bundle's state an hour ago, at its last reconciliation. */
    GoldenCase before(SpecBuilder earlier) {
        before = Optional.of(earlier);
        return this;
    }

    GoldenCase demo(DemoStep step) {
        demo = Optional.of(step);
        return this;
    }

    /** The change of the published object meanwhile. */
    GoldenCase meanwhile(Consumer<MemoryPublisher> events) {
        meanwhile = Optional.of(events);
        return this;
    }

    /** The failure of the second reconciliation of the bundle and its filters. */
    GoldenCase failing(String what) {
        failure = Optional.of(what);
        return this;
    }

    /** What the Temporal Cloud Namespace has. */
    GoldenCase cloud(CloudNamespace there) {
        cloud = Optional.of(there);
        return this;
    }

    /** The operator's setting of Temporal Namespaces. */
    GoldenCase allowed(String setting) {
        allowed = TemporalNamespaces.parse(setting);
        return this;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return name;
    }
}
