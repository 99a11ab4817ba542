package dev.namespacecerts.issue;

import dev.namespacecerts.api.v1alpha1.CertificateSummary;
import dev.namespacecerts.api.v1alpha1.DemoSpec;
import dev.namespacecerts.api.v1alpha1.DemoStatus;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundleSpec;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundleStatus;
import dev.namespacecerts.api.v1alpha1.Reconciliation;
import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.demo.DemoIssuer;
import dev.namespacecerts.demo.PublishedCas;
import dev.namespacecerts.metrics.WorkMetrics;
import dev.namespacecerts.operator.OperatorProcess;
import dev.namespacecerts.seal.Seals;
import dev.namespacecerts.settings.Feature;
import dev.namespacecerts.testing.ManualClock;
import dev.namespacecerts.testing.SpecBuilder;
import dev.namespacecerts.watch.CertificateOnlySecret;
import dev.namespacecerts.watch.OwnedObjects;
import dev.namespacecerts.watch.RecentSecrets;
import dev.namespacecerts.x509.Certificate;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A bundle on a real API server whose demo a test reconciles in place of the operator, with a manual clock. */
final class ReconciledBundle implements AutoCloseable {
    static final String AUTHORITY = "shop-demo-authority";
    private static final byte[] SEAL_KEY = new byte[32];

    private final KubernetesClient client = ControlPlane.shared().client();
    private final String namespace = "it-" + UUID.randomUUID().toString().substring(0, 8);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final KeyMaking keyMaking = new KeyMaking();
    private final ManualClock clock;
    private final NamespaceCertificateBundle bundle;
    private Demo demo;
    private List<Certificate> others = List.of();
    private List<CertificateSummary> certificates = List.of();
    private boolean publishes;
    private boolean canPublish;
    private PublishedCas published = new PublishedCas(Set.of(), Instant.MIN);
    private Duration settle = Duration.ZERO;

    ReconciledBundle(DemoSpec spec, Instant start) {
        clock = new ManualClock(start);
        OperatorProcess.installCrds(ControlPlane.shared());
        client.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        NamespaceCertificateBundle wanted = new NamespaceCertificateBundle();
        wanted.getMetadata().setName("shop");
        wanted.getMetadata().setNamespace(namespace);
        wanted.setSpec(spec(spec, false));
        bundle = client.resource(wanted).create();
        restart(client, Feature.Enabled);
    }

    /** Restarts the operator, possibly with other permissions. */
    void restart(KubernetesClient as, Feature feature) {
        RecentSecrets recent = new RecentSecrets(clock);
        DemoSecrets secrets = new DemoSecrets(as, recent, new WorkMetrics(metrics));
        DemoIssuer issuer = new DemoIssuer(new SecureRandom());
        Requests requests = new Requests(as);
        DemoSeals seals = new DemoSeals(new Seals(() -> SEAL_KEY), Optional.of("key of this test"));
        DemoAuthorities authorities = new DemoAuthorities(requests, secrets, issuer, keyMaking, seals);
        DemoLeaves leaves = new DemoLeaves(requests, secrets, authorities, issuer, keyMaking, new SecretWriters());
        demo = new Demo(authorities, leaves, recent, seals, feature);
    }

    KubernetesClient client() {
        return client;
    }

    /** Deletes a Secret like a user. */
    void lose(String secret) {
        client.secrets().inNamespace(namespace()).withName(secret).delete();
    }

    String namespace() {
        return namespace;
    }

    ManualClock clock() {
        return clock;
    }

    KeyMaking keyMaking() {
        return keyMaking;
    }

    NamespaceCertificateBundleStatus status() {
        return bundle.getStatus();
    }

    void setDemo(DemoSpec wanted) {
        bundle.setSpec(spec(wanted, bundle.getSpec().publish() != null));
    }

    /** Replaces the demo part of the status, like a user who may write it. */
    void forge(DemoStatus forged) {
        report(forged);
    }

    /** The status is not written, because the operator was killed in between. */
    void forget() {
        bundle.setStatus(null);
    }

    /** Requests publication, and determines whether it succeeds. */
    void publish(boolean works) {
        bundle.setSpec(spec(bundle.getSpec().demo(), true));
        publishes = true;
        canPublish = works;
    }

    /** Sets publish.settle. */
    void settle(Duration time) {
        settle = time;
    }

    /** CAs of the spec, which stand in the status beside the demo roots. */
    void others(Certificate... certificates) {
        others = List.of(certificates);
    }

    /** Reconciles and reports; the result is empty if the spec has no demo. */
    Optional<DemoOutcome> tryVisit() {
        Optional<DemoOutcome> outcome =
                demo.issue(bundle, secrets(), publishes ? Optional.of(published) : Optional.empty(), clock.instant());
        certificates = Stream.concat(others.stream(), outcome.stream().flatMap(done -> done.roots().stream()))
                .map(root -> new CertificateSummary(null, root.fingerprint(), null, null, null, null))
                .toList();
        if (canPublish) {
            publish(outcome.stream()
                    .flatMap(done -> done.roots().stream())
                    .map(Certificate::fingerprint)
                    .collect(Collectors.toSet()));
        }
        report(outcome.map(DemoOutcome::status).orElse(null));
        return outcome;
    }

    private void publish(Set<String> roots) {
        if (!roots.equals(published.fingerprints())) {
            published = new PublishedCas(roots, clock.instant().plus(settle));
        }
    }

    private void report(DemoStatus status) {
        bundle.setStatus(new NamespaceCertificateBundleStatus(
                1L, null, null, 0, null, certificates, null, null, null, null, status, null, null, null, null, null));
    }

    DemoOutcome reconcile() {
        return tryVisit().orElseThrow();
    }

    /** Number of issued certificates of kind root or leaf. */
    int issued(String kind) {
        return (int)
                metrics.get("namespacecerts.issued").tag("kind", kind).counter().count();
    }

    List<CertificateOnlySecret> leaves() {
        return secrets().stream()
                .filter(secret -> secret.getType().equals(DemoSecrets.LEAF_TYPE))
                .toList();
    }

    List<String> versions() {
        return secrets().stream()
                .map(secret -> secret.getMetadata().getName() + " "
                        + secret.getMetadata().getResourceVersion())
                .sorted()
                .toList();
    }

    /** The Secrets of the bundle that a watch would show. */
    List<CertificateOnlySecret> secrets() {
        return client
                .resources(CertificateOnlySecret.class)
                .inNamespace(namespace)
                .withLabel(OwnedObjects.LABEL, "true")
                .list()
                .getItems()
                .stream()
                .filter(secret -> OwnedObjects.by(bundle, secret.getMetadata()))
                .toList();
    }

    /** Creates a Secret that names the bundle as its owner and holds nothing. */
    void ownedOpaque(String name) {
        client.resource(new SecretBuilder()
                        .withMetadata(OwnedObjects.meta(bundle, name))
                        .build())
                .create();
    }

    /** Creates a TLS Secret that names the bundle as its owner, with nothing that is a leaf. */
    void ownedTls(String name) {
        client.resource(new SecretBuilder()
                        .withMetadata(OwnedObjects.meta(bundle, name))
                        .withType(DemoSecrets.LEAF_TYPE)
                        .withStringData(Map.of("tls.crt", "", "tls.key", ""))
                        .build())
                .create();
    }

    void edit(String name, UnaryOperator<Secret> edit) {
        client.secrets().inNamespace(namespace).withName(name).edit(edit);
    }

    @Override
    public void close() {
        client.resource(bundle).delete();
        client.namespaces().withName(namespace).delete();
        client.close();
    }

    private static NamespaceCertificateBundleSpec spec(DemoSpec demo, boolean publish) {
        SpecBuilder spec = new SpecBuilder().demo(demo).reconciliation(Reconciliation.Suspended);
        return (publish ? spec.publishTo("published") : spec).build();
    }
}
