package dev.namespacecerts.operator;

import static dev.namespacecerts.operator.Cluster.assertCondition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import dev.namespacecerts.demo.IssuedCertificate;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.SpecBuilder;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks of tenants with ordinary permissions on each other. The operator has the chart's permissions. */
class TenantsIT {
    private static final int FORGED = 500;
    private static final int RACES = Integer.getInteger("namespacecerts.races", 40);
    private static final String AUTHORITY = "shop-demo-authority";
    private static final String AUTHORITY_TYPE = "namespacecerts.dev/demo-authority";
    private static final DemoAuthoritySpec SPEC = new DemoAuthoritySpec("Acme", DemoKeyAlgorithm.ECDSA_P384, "2160h");

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
    void aForgedOwnerInAnotherNamespaceAddsNoCaToTheBundle() {
        victim.create("shop", demo("a").publishTo("published"));
        NamespaceCertificateBundle bundle = victim.eventuallyReady("shop", "True", "Ready");
        String own = bundle.getStatus().demo().authority().fingerprint();
        KubernetesClient attacker = tenant(Tenant.edit(other));
        IssuedCertificate evil = new DemoIssuer(new SecureRandom()).root("shop", SPEC, 2, Instant.now());
        attacker.resource(secret(forged(bundle, AUTHORITY), AUTHORITY_TYPE, evil.chainPem(List.of()), evil.keyPem()))
                .create();
        attacker.resource(secret(forged(bundle, "a"), "kubernetes.io/tls", evil.chainPem(List.of()), evil.keyPem()))
                .create();
        victim.edit("shop", demo("a", "b").publishTo("published"));
        NamespaceCertificateBundle after = victim.eventuallyReady("shop", "True", "Ready");
        assertThat(after.getStatus().certificates())
                .extracting(CertificateSummary::fingerprint)
                .containsExactly(own);
        assertThat(after.getStatus().published().digest())
                .isEqualTo(bundle.getStatus().published().digest());
        assertThat(decoded(secret(other, AUTHORITY).getData().get("tls.crt"))).isEqualTo(evil.chainPem(List.of()));
    }

    @Test
    void aForgedOwnerInAnotherNamespaceDoesNotBlockIssuing() {
        NamespaceCertificateBundle bundle = victim.create("shop", demo("a"));
        tenant(Tenant.edit(other))
                .resource(secret(forged(bundle, "b"), "Opaque", "", ""))
                .create();
        victim.edit("shop", demo("a", "b"));
        victim.eventuallyReady("shop", "True", "Ready");
    }

    /** Replaced by a user who may edit Secrets, and so knows the old key; or who may also write the status. */
    @ParameterizedTest(name = "with a forged status: {0}")
    @ValueSource(booleans = {false, true})
    void aRootReplacedByAUserIsNeverPublished(boolean forgedStatus) {
        victim.create("shop", demo("a").publishTo("published"));
        NamespaceCertificateBundle bundle = victim.eventuallyReady("shop", "True", "Ready");
        IssuedCertificate evil = new DemoIssuer(new SecureRandom()).root("shop", SPEC, 2, Instant.now());
        KubernetesClient attacker = tenant(forgedStatus ? Tenant.statusWriter(victim) : Tenant.edit(victim));
        if (forgedStatus) {
            attacker.resource(bundle).subresource("status").patch(PatchContext.of(PatchType.JSON_MERGE), """
                    {"status": {"demo": {"authority": {"fingerprint": "%s", "notAfter": "%s", "generation": 2}}}}
                    """.formatted(
                            evil.certificate().fingerprint(), evil.certificate().notAfter()));
        }
        attacker.secrets()
                .inNamespace(victim.namespace())
                .withName(AUTHORITY)
                .edit(secret -> new SecretBuilder(secret)
                        .addToStringData("tls.crt", evil.chainPem(List.of()))
                        .addToStringData("tls.key", evil.keyPem())
                        .build());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !decoded(secret(victim, AUTHORITY).getData().get("tls.crt"))
                        .contains(evil.chainPem(List.of())));
        NamespaceCertificateBundle after = victim.eventually("shop", b -> {
            assertCondition(b, "Ready", "True", "Ready");
            assertThat(b.getStatus().demo().authority().generation()).isNotEqualTo(2);
        });
        assertThat(after.getStatus().certificates())
                .isNotEmpty()
                .extracting(CertificateSummary::fingerprint)
                .doesNotContain(evil.certificate().fingerprint());
        assertThat(published()).contains("BEGIN CERTIFICATE").doesNotContain(evil.chainPem(List.of()));
    }

    /** An earlier version read each of them at every reconciliation. */
    @Test
    void hundredsOfForgedConfigMapsDoNotSlowDownAReconcile() {
        victim.create("shop", new SpecBuilder().inline(root.pem()).publishTo("published"));
        NamespaceCertificateBundle bundle = victim.eventuallyReady("shop", "True", "Ready");
        Duration before = reconciles(1, 5);
        KubernetesClient attacker = tenant(Tenant.configMapEditor(other));
        IntStream.range(0, FORGED)
                .parallel()
                .forEach(i -> attacker.resource(new ConfigMapBuilder()
                                .withMetadata(forged(bundle, "map-" + i))
                                .build())
                        .create());
        assertThat(reconciles(11, 5)).isLessThan(before.multipliedBy(3).plusSeconds(1));
        assertThat(other.client()
                        .configMaps()
                        .inNamespace(other.namespace())
                        .withLabel("namespacecerts.dev/managed")
                        .list()
                        .getItems())
                .hasSize(FORGED);
    }

    /** Duration of some edits of a bundle, waiting for the verdict after each. */
    private Duration reconciles(int first, int times) {
        long begin = System.nanoTime();
        for (int i = first; i < first + times; i++) {
            victim.edit(
                    "shop",
                    new SpecBuilder().inline(root.pem()).publishTo("published").expiryWarning(i + "h"));
            victim.eventuallyReady("shop", "True", "Ready");
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** A user who may not read Secrets learns nothing about them from the messages about a source. */
    @Test
    void everyUnreadableSecretIsReportedLikeAMissingOne() {
        create(
                victim,
                "tls",
                "kubernetes.io/tls",
                Map.of(),
                Map.of("tls.crt", "x", "tls.key", "x", "password", "hidden"));
        create(victim, "unlabelled", "Opaque", Map.of(), Map.of("password", "hidden"));
        create(victim, "labelled", "Opaque", Map.of("namespacecerts.dev/source", "true"), Map.of("ca.crt", "x"));
        KubernetesClient writer = tenant(Tenant.bundleWriter(victim));
        assertThat(refused(
                        403,
                        () -> writer.secrets().inNamespace(victim.namespace()).list()))
                .isTrue();
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

    @Test
    void theTargetOfAnotherBundleIsNotChanged() {
        victim.create("first", new SpecBuilder().inline(root.pem()).publishTo("published"));
        String digest = victim.eventuallyReady("first", "True", "Ready")
                .getStatus()
                .published()
                .digest();
        HeldCertificate evil = CertificateBuilder.root("CN=Evil").build();
        NamespaceCertificateBundle second = new NamespaceCertificateBundle();
        second.getMetadata().setName("second");
        second.getMetadata().setNamespace(victim.namespace());
        second.setSpec(
                new SpecBuilder().inline(evil.pem()).publishTo("published").build());
        KubernetesClient attacker = tenant(Tenant.edit(victim));
        attacker.resource(second).create();
        assertThat(Cluster.errors(victim.eventuallyReady("second", "False", "NotPublished")))
                .containsExactly("PUB-2");
        assertThat(victim.eventuallyReady("first", "True", "Ready")
                        .getStatus()
                        .published()
                        .digest())
                .isEqualTo(digest);
        assertThat(published()).isEqualTo(root.pem());
    }

    /** The first writer owns it, and the other one never overwrites it. */
    @Test
    void aTargetCreatedConcurrentlyByAUserIsNeverOverwritten() {
        KubernetesClient attacker = tenant(Tenant.configMapEditor(victim));
        Map<String, Boolean> theirs = new ConcurrentHashMap<>();
        IntStream.range(0, RACES).parallel().forEach(i -> {
            String name = "race-" + i;
            victim.create(name, new SpecBuilder().inline(root.pem()).publishTo(name));
            LockSupport.parkNanos(Duration.ofMillis(i % 20).toNanos());
            theirs.put(
                    name,
                    !refused(
                            409,
                            () -> attacker.resource(new ConfigMapBuilder()
                                            .withNewMetadata()
                                            .withName(name)
                                            .withNamespace(victim.namespace())
                                            .endMetadata()
                                            .withData(Map.of("ca.crt", "theirs"))
                                            .build())
                                    .create()));
        });
        theirs.forEach(
                (name, won) -> victim.eventuallyReady(name, won ? "False" : "True", won ? "NotPublished" : "Ready"));
        theirs.forEach((name, won) -> assertThat(map(name)).as(name).isEqualTo(won ? "theirs" : root.pem()));
        theirs.keySet().forEach(name -> victim.bundle(name).delete());
    }

    /** A user who may only edit ConfigMaps can neither add a CA to the published bundle nor keep one in it. */
    @Test
    void editsOfATargetConfigMapAreReverted() {
        victim.create(
                "shop",
                new SpecBuilder().inline(root.pem()).publishTo("published").waitForClients("168h"));
        victim.eventuallyReady("shop", "True", "Ready");
        HeldCertificate evil = CertificateBuilder.root("CN=Evil").build();
        KubernetesClient attacker = tenant(Tenant.configMapEditor(victim));
        attacker.configMaps()
                .inNamespace(victim.namespace())
                .withName("published")
                .edit(map -> {
                    map.setData(Map.of("ca.crt", root.pem() + evil.pem()));
                    return map;
                });
        await().atMost(Duration.ofSeconds(10)).until(() -> published().equals(root.pem()));
        assertThat(victim.bundle("shop").get().getStatus().toString()).doesNotContain("Evil");
    }

    /** Whether the key is in a source, in a client's Secret, or in an issued Secret. */
    @Test
    void noKeyStaysInMemory(@TempDir Path folder) throws Exception {
        KeyTraces traces = new KeyTraces();
        HeldCertificate leaf =
                CertificateBuilder.leaf("CN=worker").issuedBy(root).build();
        traces.add("client", leaf.privateKeyPem());
        traces.add("client", leaf.keyPair().getPrivate());
        traces.add("source", root.privateKeyPem());
        victim.clientSecret("client", Map.of("app", "worker"), leaf.pem(), leaf.privateKeyPem());
        victim.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("pasted")
                        .withNamespace(victim.namespace())
                        .endMetadata()
                        .withData(Map.of("ca.crt", root.pem() + root.privateKeyPem()))
                        .build())
                .create();
        victim.create(
                "leaky", new SpecBuilder().sources(Cluster.configMap("pasted")).clients("app", "worker"));
        victim.eventuallyReady("leaky", "False", "Invalid");
        victim.create("shop", demo("a").publishToSecret("published"));
        victim.eventuallyReady("shop", "True", "Ready");
        for (String name : List.of("a", AUTHORITY)) {
            traces.add(name, decoded(secret(victim, name).getData().get("tls.key")));
        }
        Path events = Files.writeString(
                folder.resolve("events"),
                victim.client()
                        .v1()
                        .events()
                        .inNamespace(victim.namespace())
                        .list()
                        .toString());
        Path bundles =
                Files.writeString(folder.resolve("bundles"), victim.bundles().toString());
        Path metrics = Files.writeString(
                folder.resolve("metrics"), OperatorProcess.shared().get("/q/metrics"));
        Path log = Files.writeString(
                folder.resolve("log"), OperatorProcess.shared().log());
        assertThat(List.of(events, bundles, metrics, log))
                .allSatisfy(file -> assertThat(traces.in(file)).isEmpty());
        victim.bundle("leaky").delete();
        victim.client()
                .configMaps()
                .inNamespace(victim.namespace())
                .withName("pasted")
                .delete();
        List<String> found = List.of("not looked for");
        for (int round = 1; round <= 5 && !found.isEmpty(); round++) {
            found = traces.in(heapAfterEdits(folder, round));
        }
        assertThat(found).isEmpty();
    }

    /** Buffers that are used again hold what went through them last, until something else does; what is kept stays. */
    private Path heapAfterEdits(Path folder, int round) {
        for (int i = 1; i <= 20; i++) {
            victim.edit("shop", demo("a").publishToSecret("published").expiryWarning(20 * round + i + "h"));
            victim.eventuallyReady("shop", "True", "Ready");
        }
        Path heap = folder.resolve("heap-" + round + ".hprof");
        OperatorProcess.shared().dumpHeap(heap);
        KeyTraces certificate = new KeyTraces();
        certificate.addText("the namespace", victim.namespace());
        assertThat(certificate.in(heap)).as("what is to be found").isNotEmpty();
        return heap;
    }

    private static String decoded(String data) {
        return new String(Base64.getDecoder().decode(data), StandardCharsets.US_ASCII);
    }

    private String published() {
        return map("published");
    }

    private String map(String name) {
        return victim.client()
                .configMaps()
                .inNamespace(victim.namespace())
                .withName(name)
                .get()
                .getData()
                .get("ca.crt");
    }

    private static String said(RuleViolation violation, String name, int source) {
        return String.join("\n", violation.rule(), violation.found(), violation.message(), violation.remedy())
                .replace("Secret " + name + ",", "Secret SECRET,")
                .replace("kubectl label secret " + name + " ", "kubectl label secret SECRET ")
                .replace("[" + source + "]", "[n]");
    }

    private static boolean refused(int code, Runnable call) {
        try {
            call.run();
            return false;
        } catch (KubernetesClientException e) {
            assertThat(e.getCode()).isEqualTo(code);
            return true;
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
                .withOwnerReferences(Tenant.owner(bundle, true))
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
        KubernetesClient client = cluster.client();
        Stream.<HasMetadata>concat(
                        client.secrets().inNamespace(cluster.namespace()).list().getItems().stream(),
                        client.configMaps().inNamespace(cluster.namespace()).list().getItems().stream())
                .filter(object -> object.getMetadata().getFinalizers().contains(FINALIZER))
                .parallel()
                .forEach(object -> client.resource(object)
                        .patch(
                                PatchContext.of(PatchType.JSON_MERGE),
                                "{\"metadata\":{\"finalizers\":null,\"ownerReferences\":null}}"));
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
