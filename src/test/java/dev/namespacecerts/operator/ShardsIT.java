package dev.namespacecerts.operator;

import static dev.namespacecerts.operator.Cluster.assertCondition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.namespacecerts.api.v1alpha1.BundleReference;
import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.CertificateFilterSpec;
import dev.namespacecerts.api.v1alpha1.DemoLeafSpec;
import dev.namespacecerts.api.v1alpha1.DemoSpec;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.chart.Chart;
import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.operator.AuditLog.Write;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.SpecBuilder;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three releases of the chart in one cluster, with the rights that the chart gives each: A and B share Kubernetes namespaces and
 * are cut by a label, C has a Kubernetes namespace of its own.
 */
class ShardsIT {
    private static final String SEAL = "namespace-certificates-seal";
    private static final String SHARED = "shared";
    private static final String OF_C = "of-c";
    private static final String A = "shard-a";
    private static final String B = "shard-b";
    private static final String C = "shard-c";
    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private static Path folder;

    private static final Opened OPENED = new Opened();
    private static final Map<String, OperatorProcess> RUNNING = new TreeMap<>();
    private static final String ROOT =
            CertificateBuilder.root("CN=Acme,O=Acme").build().pem();

    private static AuditLog audit;
    private static ControlPlane controlPlane;
    private static KubernetesClient admin;

    @BeforeAll
    static void start() throws Exception {
        audit = new AuditLog(folder.resolve("audit.log"));
        controlPlane = OPENED.add(ControlPlane.start(audit.flags()));
        admin = OPENED.add(controlPlane.client());
        OperatorProcess.installCrds(controlPlane);
        Stream.of(Chart.NAME, SHARED, OF_C).forEach(name -> ChartRights.createNamespace(admin, name));
        admin.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace(Chart.NAME)
                        .withName(SEAL)
                        .endMetadata()
                        .build())
                .create();
        create(SHARED, "nobody", "c", new SpecBuilder().inline(ROOT));
        release(A, "namespaces: [shared], claimScope: Cluster, bundleSelector: shard=a");
        release(B, "namespaces: [shared], claimScope: Cluster, bundleSelector: 'shard notin (a, c)'");
        release(C, "namespaces: [%s], claimScope: Cluster".formatted(OF_C));
        RUNNING.values().forEach(OperatorProcess::awaitStarted);
    }

    @AfterAll
    static void stop() throws Exception {
        OPENED.close();
    }

    private static void release(String name, String watch) throws Exception {
        List<JsonNode> objects = Chart.objects(name, """
                fullnameOverride: %s
                watch: {%s}
                seal: {secretName: %s}
                demo: {enabled: true}
                userRoles: {enabled: false}
                crds: {enabled: false}
                """.formatted(name, watch, SEAL));
        ChartRights.create(admin, Chart.NAME, objects);
        Map<String, String> environment = new HashMap<>();
        objects.stream()
                .filter(object -> object.get("kind").asText().equals("Deployment"))
                .flatMap(deployment -> deployment.findParents("value").stream())
                .forEach(variable -> environment.put(
                        variable.path("name").asText(), variable.get("value").asText()));
        environment.put("QUARKUS_HTTP_PORT", "0");
        environment.put("JAVA_TOOL_OPTIONS", OperatorProcess.BRIEF);
        Path kubeconfig = ChartRights.kubeconfig(controlPlane, ChartRights.token(admin, Chart.NAME, name));
        RUNNING.put(name, OPENED.add(OperatorProcess.start(kubeconfig, environment)));
    }

    @Test
    void eachWritesOnlyWhatBelongsToItsBundles() throws Exception {
        everything(SHARED, "a-one", "a");
        everything(SHARED, "b-one", "b");
        everything(OF_C, "c-one", null);
        filter(SHARED, "a-orphan", "a-missing", Map.of("shard", "a"));
        Stream.of("a-one", "b-one").forEach(name -> awaitEverything(SHARED, name));
        awaitEverything(OF_C, "c-one");
        awaitFilter(SHARED, "a-orphan", "False");
        bundle(SHARED, "b-one").delete();
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertAccepted("False", filter(SHARED, "b-one-workers").get()));
        for (String release : RUNNING.keySet()) {
            String prefix = release.substring(release.length() - 1) + "-";
            String namespace = release.equals(C) ? OF_C : SHARED;
            assertThat(writes(release).map(Write::object).filter(object -> !object.contains("/moving")))
                    .as("%s writes only its own objects, the Lease and the seal".formatted(release))
                    .hasSizeGreaterThan(8)
                    .allMatch(object -> object.startsWith(namespace + "/" + prefix));
        }
        assertThat(bundle(SHARED, "nobody").get().getStatus().conditions()).isNull();
        assertThat(List.of(RUNNING.get(A).log(), RUNNING.get(B).log()))
                .allSatisfy(log ->
                        assertThat(log).contains("leaving 1 to other releases", "1 of these were never reconciled"));
        assertThat(admin.leases().inNamespace(Chart.NAME).list().getItems())
                .extracting(lease -> lease.getMetadata().getName())
                .containsExactlyInAnyOrder(A, B, C);
        Config ofC = Config.fromKubeconfig(ChartRights.kubeconfig(controlPlane, ChartRights.token(admin, Chart.NAME, C))
                .toFile());
        try (KubernetesClient c = new KubernetesClientBuilder().withConfig(ofC).build()) {
            assertThatThrownBy(() -> c.secrets().inNamespace(SHARED).list())
                    .isInstanceOf(KubernetesClientException.class)
                    .hasMessageContaining("forbidden");
        }
    }

    @Test
    void aBundleMovesToAnotherReleaseWithAllItHas() {
        everything(SHARED, "moving", "a");
        awaitEverything(SHARED, "moving");
        Map<String, String> before = versions("moving");
        assertThat(before).hasSize(3);

        awaitQuiet(A);
        label("moving", "b");
        Instant moved = Instant.now();
        change("moving", "{\"spec\":{\"expiryWarning\":\"48h\"}}");
        filter(SHARED, "moving-workers").patch(MERGE, "{\"spec\":{\"commonName\":\"*.moved\"}}");
        awaitEverything(SHARED, "moving");
        assertThat(versions("moving")).as("Secrets and ConfigMap").isEqualTo(before);
        assertThat(writes(A).filter(write -> write.object().contains("/moving")))
                .noneMatch(write -> write.received().isAfter(moved));
        assertThat(RUNNING.get(B).log()).doesNotContain("no valid seal");
        assertThat(RUNNING.get(B).get("/q/metrics")).contains("bundle=\"moving\"");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(RUNNING.get(A).get("/q/metrics")).doesNotContain("bundle=\"moving\""));

        String second = CertificateBuilder.root("CN=Second,O=Acme").build().pem();
        bundle(SHARED, "moving").edit(bundle -> {
            bundle.setSpec(spec("moving").inline(second).build());
            return bundle;
        });
        awaitEverything(SHARED, "moving");
        ConfigMap published =
                admin.configMaps().inNamespace(SHARED).withName("moving-ca").get();
        assertThat(published.getData().get("ca.crt")).contains(second.strip());
        assertThat(published.getMetadata().getUid() + " "
                        + published.getMetadata().getOwnerReferences().size())
                .isEqualTo(before.get("ConfigMap moving-ca").split(" ")[0] + " 1");

        awaitQuiet(B);
        label("moving", "a");
        Instant back = Instant.now();
        change("moving", "{\"spec\":{\"expiryWarning\":\"72h\"}}");
        awaitEverything(SHARED, "moving");
        assertThat(writes(B).filter(write -> write.object().contains("/moving")))
                .noneMatch(write -> write.received().isAfter(back));
        assertThat(writes(A).filter(write -> write.object().contains("/moving")))
                .anyMatch(write -> write.received().isAfter(back));
    }

    @Test
    void allReleasesDecideAlikeWhoClaimsATemporalNamespace() {
        create(SHARED, "b-older", "b", claim("accounting.a2dd6"));
        awaitBundle(SHARED, "b-older", b -> assertCondition(b, "Claimed", "True", "Claimed"));
        nextSecond(bundle(SHARED, "b-older").get());
        create(SHARED, "a-younger", "a", claim("accounting.a2dd6"));
        create(OF_C, "c-younger", null, claim("Accounting.A2DD6"));
        awaitBundle(SHARED, "a-younger", b -> assertCondition(b, "Claimed", "False", "ClaimedByAnother"));
        awaitBundle(OF_C, "c-younger", b -> assertCondition(b, "Claimed", "False", "ClaimedByAnother"));
        bundle(SHARED, "b-older").delete();
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(claimants("accounting.a2dd6")).containsExactly(oldest("a-younger", "c-younger")));

        create(SHARED, "a-tie", "a", claim("orders.a2dd6"));
        create(SHARED, "b-tie", "b", claim("orders.a2dd6"));
        create(OF_C, "c-tie", null, claim("orders.a2dd6"));
        Stream.of("a-tie", "b-tie").forEach(name -> awaitBundle(SHARED, name, b -> {}));
        awaitBundle(OF_C, "c-tie", b -> {});
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(claimants("orders.a2dd6")).containsExactly(oldest("a-tie", "b-tie", "c-tie")));
    }

    /** A bundle with all that is written for one, and its filter, which has no label. */
    private static void everything(String namespace, String name, String shard) {
        create(namespace, name, shard, spec(name).inline(ROOT));
        filter(namespace, name + "-workers", name, Map.of());
    }

    private static SpecBuilder spec(String name) {
        return new SpecBuilder()
                .demo(new DemoSpec(null, List.of(new DemoLeafSpec(name + "-leaf", name, null, null, null))))
                .publishTo(name + "-ca");
    }

    private static void awaitEverything(String namespace, String name) {
        awaitBundle(namespace, name, bundle -> assertCondition(bundle, "Ready", "True", "Ready"));
        awaitFilter(namespace, name + "-workers", "True");
    }

    private static void awaitFilter(String namespace, String name, String accepted) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertAccepted(accepted, filter(namespace, name).get()));
    }

    private static void assertAccepted(String accepted, CertificateFilter filter) {
        assertThat(filter.getStatus()).isNotNull();
        assertThat(filter.getStatus().observedGeneration())
                .isEqualTo(filter.getMetadata().getGeneration());
        assertThat(Cluster.condition(filter.getStatus().conditions(), "Accepted")
                        .getStatus())
                .isEqualTo(accepted);
    }

    private static void awaitBundle(String namespace, String name, Consumer<NamespaceCertificateBundle> expectation) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            NamespaceCertificateBundle bundle = bundle(namespace, name).get();
            assertThat(bundle.getStatus()).as(name).isNotNull();
            assertThat(bundle.getStatus().observedGeneration())
                    .isEqualTo(bundle.getMetadata().getGeneration());
            expectation.accept(bundle);
        });
    }

    /** Events are written a little later than the status. */
    private static void awaitQuiet(String release) {
        AtomicLong before = new AtomicLong(-1);
        await().pollInterval(Duration.ofMillis(500)).atMost(PATIENCE).until(() -> {
            long now = writes(release).count();
            return before.getAndSet(now) == now;
        });
    }

    /** What a release has written, but its Lease and the key of the seals. */
    private static Stream<Write> writes(String release) {
        return audit.writesOf("system:serviceaccount:" + Chart.NAME + ":" + release).stream()
                .filter(write -> write.isSuccess() && !write.object().startsWith(Chart.NAME + "/"));
    }

    /** The uid and version of all that was written for a bundle: its two demo Secrets and its ConfigMap. */
    private static Map<String, String> versions(String name) {
        Map<String, String> versions = new TreeMap<>();
        List<Secret> secrets = admin.secrets().inNamespace(SHARED).list().getItems();
        List<ConfigMap> maps = admin.configMaps().inNamespace(SHARED).list().getItems();
        Stream.concat(secrets.stream(), maps.stream())
                .map(HasMetadata.class::cast)
                .filter(object -> object.getMetadata().getName().startsWith(name))
                .forEach(object -> versions.put(
                        object.getKind() + " " + object.getMetadata().getName(),
                        object.getMetadata().getUid() + " "
                                + object.getMetadata().getResourceVersion()));
        return versions;
    }

    private static List<String> claimants(String temporalNamespace) {
        return admin.resources(NamespaceCertificateBundle.class).inAnyNamespace().list().getItems().stream()
                .filter(bundle ->
                        temporalNamespace.equalsIgnoreCase(bundle.getSpec().temporalNamespace()))
                .filter(bundle -> Cluster.condition(bundle.getStatus().conditions(), "Claimed")
                        .getStatus()
                        .equals("True"))
                .map(bundle -> bundle.getMetadata().getName())
                .toList();
    }

    /** The oldest of some bundles, then the one with the lowest uid. */
    private static String oldest(String... names) {
        List<String> wanted = List.of(names);
        return admin.resources(NamespaceCertificateBundle.class).inAnyNamespace().list().getItems().stream()
                .filter(bundle -> wanted.contains(bundle.getMetadata().getName()))
                .min((one, other) -> {
                    int age = one.getMetadata()
                            .getCreationTimestamp()
                            .compareTo(other.getMetadata().getCreationTimestamp());
                    return age == 0
                            ? one.getMetadata()
                                    .getUid()
                                    .compareTo(other.getMetadata().getUid())
                            : age;
                })
                .map(bundle -> bundle.getMetadata().getName())
                .orElseThrow();
    }

    /** Creation times have whole seconds. */
    private static void nextSecond(NamespaceCertificateBundle bundle) {
        Instant created = Instant.parse(bundle.getMetadata().getCreationTimestamp());
        await().until(() -> Instant.now().isAfter(created.plusMillis(1100)));
    }

    private static SpecBuilder claim(String temporalNamespace) {
        return new SpecBuilder().temporalNamespace(temporalNamespace).inline(ROOT);
    }

    private static void create(String namespace, String name, String shard, SpecBuilder spec) {
        NamespaceCertificateBundle bundle = new NamespaceCertificateBundle();
        bundle.getMetadata().setName(name);
        bundle.getMetadata().setNamespace(namespace);
        bundle.getMetadata().setLabels(shard == null ? null : Map.of("shard", shard));
        bundle.setSpec(spec.build());
        admin.resource(bundle).create();
    }

    private static void filter(String namespace, String name, String bundle, Map<String, String> labels) {
        CertificateFilter filter = new CertificateFilter();
        filter.getMetadata().setName(name);
        filter.getMetadata().setNamespace(namespace);
        filter.getMetadata().setLabels(labels);
        filter.setSpec(new CertificateFilterSpec(new BundleReference(bundle), "*." + name, null, null, null));
        admin.resource(filter).create();
    }

    private static void label(String name, String shard) {
        change(name, "{\"metadata\":{\"labels\":{\"shard\":\"" + shard + "\"}}}");
    }

    private static void change(String name, String patch) {
        bundle(SHARED, name).patch(MERGE, patch);
    }

    private static Resource<NamespaceCertificateBundle> bundle(String namespace, String name) {
        return admin.resources(NamespaceCertificateBundle.class)
                .inNamespace(namespace)
                .withName(name);
    }

    private static Resource<CertificateFilter> filter(String namespace, String name) {
        return admin.resources(CertificateFilter.class).inNamespace(namespace).withName(name);
    }
}
