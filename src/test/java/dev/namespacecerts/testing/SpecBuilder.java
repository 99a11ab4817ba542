package dev.namespacecerts.testing;

import dev.namespacecerts.api.v1alpha1.CertificateSource;
import dev.namespacecerts.api.v1alpha1.ClientReference;
import dev.namespacecerts.api.v1alpha1.ClientSelector;
import dev.namespacecerts.api.v1alpha1.CloudSpec;
import dev.namespacecerts.api.v1alpha1.ConfigMapKey;
import dev.namespacecerts.api.v1alpha1.DemoSpec;
import dev.namespacecerts.api.v1alpha1.FilterPolicy;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundleSpec;
import dev.namespacecerts.api.v1alpha1.PublishSpec;
import dev.namespacecerts.api.v1alpha1.Reconciliation;
import dev.namespacecerts.api.v1alpha1.RemovalPolicy;
import dev.namespacecerts.api.v1alpha1.SecretKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The spec of a bundle, step by step; what is not said is left to the defaults of the schema. */
public final class SpecBuilder {
    private final List<CertificateSource> certificates = new ArrayList<>();
    private final List<ClientReference> clients = new ArrayList<>();
    private String temporalNamespace;
    private FilterPolicy filterPolicy;
    private DemoSpec demo;
    private PublishSpec publish;
    private CloudSpec cloud;
    private RemovalPolicy removalPolicy;
    private String removalDeadline;
    private String expiryWarning;
    private Reconciliation reconciliation;

    public SpecBuilder temporalNamespace(String name) {
        temporalNamespace = name;
        return this;
    }

    /** Adds a source of PEM texts. */
    public SpecBuilder inline(String... pem) {
        return sources(new CertificateSource(String.join("", pem), null, null));
    }

    public SpecBuilder sources(CertificateSource... sources) {
        certificates.addAll(List.of(sources));
        return this;
    }

    public SpecBuilder client(String secretName) {
        clients.add(new ClientReference(secretName, null));
        return this;
    }

    /** Adds the Secrets with a label. */
    public SpecBuilder clients(String label, String value) {
        clients.add(new ClientReference(null, new ClientSelector(Map.of(label, value))));
        return this;
    }

    public SpecBuilder filterPolicy(FilterPolicy policy) {
        filterPolicy = policy;
        return this;
    }

    public SpecBuilder demo(DemoSpec wanted) {
        demo = wanted;
        return this;
    }

    /** Publishes to the key ca.crt of a ConfigMap. */
    public SpecBuilder publishTo(String configMap) {
        publish = new PublishSpec(new ConfigMapKey(configMap, "ca.crt"), null, null, null, null);
        return this;
    }

    /** The same, and gives servers some time to load what was published. */
    public SpecBuilder publishTo(String configMap, String settle) {
        publish = new PublishSpec(new ConfigMapKey(configMap, "ca.crt"), null, null, settle, null);
        return this;
    }

    /** Publishes to the key ca.crt of a ConfigMap that stays when the bundle is deleted. */
    public SpecBuilder publishAndRetain(String configMap) {
        publish = new PublishSpec(
                new ConfigMapKey(configMap, "ca.crt"), null, null, null, PublishSpec.DeletionPolicy.Retain);
        return this;
    }

    /** Publishes to the key ca.crt of a Secret. */
    public SpecBuilder publishToSecret(String secret) {
        publish = new PublishSpec(null, new SecretKey(secret, "ca.crt"), null, null, null);
        return this;
    }

    public SpecBuilder cloud(CloudSpec wanted) {
        cloud = wanted;
        return this;
    }

    public SpecBuilder publish(PublishSpec target) {
        publish = target;
        return this;
    }

    public SpecBuilder waitForClients(String deadline) {
        removalPolicy = RemovalPolicy.WaitForClients;
        removalDeadline = deadline;
        return this;
    }

    public SpecBuilder expiryWarning(String duration) {
        expiryWarning = duration;
        return this;
    }

    public SpecBuilder reconciliation(Reconciliation wanted) {
        reconciliation = wanted;
        return this;
    }

    public NamespaceCertificateBundleSpec build() {
        return new NamespaceCertificateBundleSpec(
                temporalNamespace,
                certificates,
                filterPolicy,
                clients,
                demo,
                publish,
                cloud,
                removalPolicy,
                removalDeadline,
                expiryWarning,
                reconciliation);
    }
}
