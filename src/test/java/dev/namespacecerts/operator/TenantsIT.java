package dev.namespacecerts.operator;

import static dev.namespacecerts.operator.Cluster.assertCondition;
import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.api.v1alpha1.CertificateSource;
import dev.namespacecerts.api.v1alpha1.CertificateSummary;
import dev.namespacecerts.api.v1alpha1.DemoAuthoritySpec;
import dev.namespacecerts.api.v1alpha1.DemoKeyAlgorithm;
import dev.namespacecerts.api.v1alpha1.DemoLeafSpec;
import dev.namespacecerts.api.v1alpha1.DemoSpec;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.RuleViolation;
import dev.namespacecerts.api.v1alpha1.SecretKey;
import dev.namespacecerts.demo.DemoIssuer;
import dev.namespacecerts.demo.Issued;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.SpecBuilder;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What tenants with ordinary rights try on each other. The operator has the chart's permissions. */
class TenantsIT {
    private static final String AUTHORITY = "shop-demo-authority";
    private static final String AUTHORITY_TYPE = "namespacecerts.dev/demo-authority";
    private static final DemoAuthoritySpec SPEC =
            new DemoAuthoritySpec("Acme", DemoKeyAlgorithm.ECDSA_P384, "2160h");

    /** Keeps the garbage collector from removing what names an owner of another namespace. */
    private static final String FINALIZER = "attacker.example.com/stays";

    private final HeldCertificate root = CertificateBuilder.root("CN=Acme Root").build();
    private final Cluster victim = new Cluster();
    private final Cluster other = new Cluster();
    private final List<KubernetesClient> tenants = new ArrayList<>();

    @AfterEach
    void close() {
        Stream.of(victim, other).forEach(TenantsIT::removeFinalizers);
        tenants.forEach(KubernetesClient::close);
        victim.close();
        other.close();
    }

    @Test
    void aForgedOwnerInAnotherNamespaceBringsNoCaIntoTheBundle() {
        victim.create("shop", demo("a").publishTo("published"));
        NamespaceCertificateBundle bundle = victim.eventuallyReady("shop", "True", "Ready");
        String own = bundle.getStatus().demo().authority().fingerprint();
        KubernetesClient attacker = tenant(Tenant.edit(other));
        Issued evil = new DemoIssuer(new SecureRandom()).root("shop", SPEC, 2, Instant.now());
        attacker.resource(secret(
                        forged(bundle, AUTHORITY), AUTHORITY_TYPE, evil.chainPem(List.of()), evil.keyPem()))
                .create();
        attacker.resource(secret(
                        forged(bundle, "a"), "kubernetes.io/tls", evil.chainPem(List.of()), evil.keyPem()))
                .create();
        victim.edit("shop", demo("a", "b").publishTo("published"));
        NamespaceCertificateBundle after = victim.eventuallyReady("shop", "True", "Ready");
        assertThat(after.getStatus().certificates())
                .extracting(CertificateSummary::fingerprint)
                .containsExactly(own);
        assertThat(after.getStatus().published().digest())
                .isEqualTo(bundle.getStatus().published().digest());
        assertThat(secret(other, AUTHORITY).getMetadata().getDeletionTimestamp()).isNull();
    }

    @Test
    void aForgedOwnerInAnotherNamespaceDoesNotHoldUpIssuing() {
        NamespaceCertificateBundle bundle = victim.create("shop", demo("a"));
        tenant(Tenant.edit(other))
                .resource(secret(forged(bundle, "b"), "Opaque", "", ""))
                .create();
        victim.edit("shop", demo("a", "b"));
        victim.eventuallyReady("shop", "True", "Ready");
    }

    /** Each used to be read at every reconcile. */
    @Test
    void aThousandForgedConfigMapsDoNotSlowDownAReconcile() {
        victim.create("shop", new SpecBuilder().inline(root.pem()).publishTo("published"));
        NamespaceCertificateBundle bundle = victim.eventuallyReady("shop", "True", "Ready");
        KubernetesClient attacker = tenant(Tenant.configMapEditor(other));
        IntStream.range(0, 1_000)
                .parallel()
                .forEach(i -> attacker.resource(new ConfigMapBuilder()
                                .withMetadata(forged(bundle, "map-" + i))
                                .build())
                        .create());
        long begin = System.nanoTime();
        for (int i = 1; i <= 5; i++) {
            victim.edit("shop", new SpecBuilder().inline(root.pem()).publishTo("published").expiryWarning(i + "h"));
            victim.eventuallyReady("shop", "True", "Ready");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        assertThat(other.client()
                        .configMaps()
                        .inNamespace(other.namespace())
                        .withLabel("namespacecerts.dev/managed")
                        .list()
                        .getItems())
                .hasSize(1_000)
                .allSatisfy(map -> assertThat(map.getMetadata().getDeletionTimestamp())
                        .isNull());
    }

    /** Someone who may not read Secrets learns nothing of them from the answers to a source. */
    @Test
    void everySecretThatGivesNoTextAnswersAsAMissingOne() {
        create(victim, "tls", "kubernetes.io/tls", Map.of(), Map.of("tls.crt", "x", "tls.key", "x", "password", "hidden"));
        create(victim, "unlabelled", "Opaque", Map.of(), Map.of("password", "hidden"));
        create(victim, "labelled", "Opaque", Map.of("namespacecerts.dev/source", "true"), Map.of("ca.crt", "x"));
        KubernetesClient writer = tenant(Tenant.bundleWriter(victim));
        assertThat(forbidden(() -> writer.secrets().inNamespace(victim.namespace()).list())).isTrue();
        List<String> names = List.of("tls", "unlabelled", "labelled", "missing");
        NamespaceCertificateBundle asking = new NamespaceCertificateBundle();
        asking.getMetadata().setName("asking");
        asking.getMetadata().setNamespace(victim.namespace());
        asking.setSpec(new SpecBuilder()
                .sources(names.stream()
                        .map(name -> new CertificateSource(null, null, new SecretKey(name, "password")))
                        .toArray(CertificateSource[]::new))
                .build());
        writer.resource(asking).create();
        victim.eventually("asking", bundle -> {
            assertCondition(bundle, "Ready", "False", "SourceNotFound");
            assertThat(bundle.getStatus().violations()).hasSize(names.size());
            for (int i = 0; i < names.size(); i++) {
                RuleViolation violation = bundle.getStatus().violations().get(i);
                assertThat(said(violation, names.get(i), i))
                        .isEqualTo(said(bundle.getStatus().violations().get(3), "missing", 3));
            }
        });
    }

    private static String said(RuleViolation violation, String name, int source) {
        return String.join("\n", violation.rule(), violation.found(), violation.message(), violation.remedy())
                .replace('"' + name + '"', "SECRET")
                .replace("[" + source + "]", "[n]");
    }

    private static boolean forbidden(Runnable call) {
        try {
            call.run();
            return false;
        } catch (io.fabric8.kubernetes.client.KubernetesClientException e) {
            return e.getCode() == 403;
        }
    }

    private KubernetesClient tenant(KubernetesClient client) {
        tenants.add(client);
        return client;
    }

    /** Metadata that names a bundle as the owner, as the operator would write it but in another namespace. */
    private ObjectMeta forged(NamespaceCertificateBundle bundle, String name) {
        return new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(other.namespace())
                .withLabels(Map.of("namespacecerts.dev/managed", "true"))
                .withFinalizers(FINALIZER)
                .withOwnerReferences(owner(bundle))
                .build();
    }

    private static OwnerReference owner(NamespaceCertificateBundle bundle) {
        return new OwnerReferenceBuilder()
                .withApiVersion(bundle.getApiVersion())
                .withKind(bundle.getKind())
                .withName(bundle.getMetadata().getName())
                .withUid(bundle.getMetadata().getUid())
                .withController(true)
                .build();
    }

    private static Secret secret(ObjectMeta meta, String type, String chain, String key) {
        return new SecretBuilder()
                .withMetadata(meta)
                .withType(type)
                .withStringData(Map.of("tls.crt", chain, "tls.key", key))
                .build();
    }

    private static void create(
            Cluster cluster, String name, String type, Map<String, String> labels, Map<String, String> data) {
        cluster.client()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(cluster.namespace())
                        .withLabels(labels)
                        .endMetadata()
                        .withType(type)
                        .withStringData(data)
                        .build())
                .create();
    }

    private static Secret secret(Cluster cluster, String name) {
        return cluster.client()
                .secrets()
                .inNamespace(cluster.namespace())
                .withName(name)
                .get();
    }

    private static void removeFinalizers(Cluster cluster) {
        cluster.client()
                .secrets()
                .inNamespace(cluster.namespace())
                .list()
                .getItems()
                .stream()
                .filter(secret -> secret.getMetadata().getFinalizers().contains(FINALIZER))
                .forEach(secret -> cluster.client().resource(secret).edit(held -> {
                    held.getMetadata().setFinalizers(List.of());
                    return held;
                }));
        cluster.client()
                .configMaps()
                .inNamespace(cluster.namespace())
                .withLabel("namespacecerts.dev/managed")
                .list()
                .getItems()
                .parallelStream()
                .filter(map -> map.getMetadata().getFinalizers().contains(FINALIZER))
                .forEach(map -> cluster.client().resource(map).edit(held -> {
                    held.getMetadata().setFinalizers(List.of());
                    return held;
                }));
    }

    private static SpecBuilder demo(String... leaves) {
        return new SpecBuilder()
                .demo(new DemoSpec(
                        SPEC,
                        Stream.of(leaves)
                                .map(name -> new DemoLeafSpec(name, name, null, List.of(), "720h"))
                                .toList()));
    }
}
