package dev.namespacecerts.operator;

import static dev.namespacecerts.operator.Cluster.inline;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.CertificateFilterStatus;
import dev.namespacecerts.api.v1alpha1.DemoLeafSpec;
import dev.namespacecerts.api.v1alpha1.DemoSpec;
import dev.namespacecerts.api.v1alpha1.FilterPolicy;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundleStatus;
import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.SpecBuilder;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nothing is written unnecessarily, and no edit is missed. */
class QuietIT {
    /** 2,000 in the build, 20,000 under -Psoak. */
    private static final int EDITS = Integer.getInteger("namespacecerts.edits", 2_000);

    /** Bundles of two operators: 10 in the build, 100 under -Psoak. */
    private static final int SHARED = Integer.getInteger("namespacecerts.shared", 10);

    private static final int BUNDLES = 40;
    private static final String FORGED = "{\"type\":\"Published\",\"status\":\"True\",\"reason\":\"Published\","
            + "\"message\":\"\",\"lastTransitionTime\":\"2026-01-01T00:00:00Z\"}";
    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

    private final Cluster cluster = new Cluster();
    private final HeldCertificate root = CertificateBuilder.root("CN=Acme Root").build();
    private final HeldCertificate other =
            CertificateBuilder.root("CN=Other Root").build();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void aRestartChangesNoResourceVersion() throws Exception {
        for (int i = 0; i < 5; i++) {
            cluster.create("bundle-" + i, "restart-" + i + ".a2dd6", FilterPolicy.Optional, inline(root.pem()));
            cluster.filter("good-" + i, "bundle-" + i, "worker");
        }
        cluster.create("broken", inline("nonsense"), Cluster.configMap("absent"));
        cluster.filter("broken", "absent", " ");
        cluster.create(
                "demo",
                new SpecBuilder()
                        .demo(new DemoSpec(null, List.of(new DemoLeafSpec("leaf", "leaf", null, null, null))))
                        .client("leaf")
                        .publishTo("published")
                        .waitForClients("1h"));
        cluster.eventuallyReady("demo", "True", "Ready");
        awaitAllObserved();
        Map<String, String> before = settledResourceVersions();
        try (OperatorProcess second =
                OperatorProcess.start(ControlPlane.shared().kubeconfig(), Map.of("NAMESPACECERTS_RESYNC", "2s"))) {
            second.awaitStarted();
            await().until(() -> reconciled(second) >= 7);
            long reconciled = reconciled(second);
            Thread.sleep(3_000);
            assertThat(reconciled(second)).as("reconciled again").isGreaterThanOrEqualTo(reconciled + 7);
            assertThat(second.log()).doesNotContain("ERROR", "Exception");
        }
        assertThat(resourceVersions()).isEqualTo(before);
    }

    /** One status, and one ConfigMap: not one for each event that the operator's own writes cause. */
    @Test
    void aNewValidBundleIsWrittenOnce() throws Exception {
        AtomicInteger bundleWrites = new AtomicInteger();
        AtomicInteger mapWrites = new AtomicInteger();
        var maps = cluster.client().configMaps().inNamespace(cluster.namespace());
        try (Watch bundles = cluster.client()
                        .resources(NamespaceCertificateBundle.class)
                        .inNamespace(cluster.namespace())
                        .watch(counter(bundleWrites));
                Watch published = maps.watch(counter(mapWrites))) {
            cluster.filter("once", "once", "worker");
            cluster.create("once", new SpecBuilder().inline(root.pem()).publishTo("once-published"));
            cluster.eventuallyReady("once", "True", "Ready");
            Thread.sleep(1_000);
            assertThat(bundleWrites).as("creation and status").hasValue(2);
            assertThat(mapWrites).as("creation").hasValue(1);
            maps.withName("once-published")
                    .edit(map -> new ConfigMapBuilder(map)
                            .addToData("ca.crt", "edited by another writer")
                            .build());
            await().untilAsserted(() ->
                    assertThat(maps.withName("once-published").get().getData()).containsEntry("ca.crt", root.pem()));
            Thread.sleep(1_000);
            assertThat(mapWrites).as("edit and restoration besides").hasValue(3);
        }
    }

    private static <T> Watcher<T> counter(AtomicInteger events) {
        return new Watcher<>() {
            @Override
            public void eventReceived(Action action, T object) {
                events.incrementAndGet();
            }

            @Override
            public void onClose(WatcherException cause) {
                // the counts of a closed watch are too low
            }
        };
    }

    @Test
    void aStatusChangedByAnotherWriterIsCorrected() {
        cluster.create("emptied", inline(root.pem()));
        cluster.filter("emptied", "emptied", "worker");
        awaitAllObserved();
        NamespaceCertificateBundleStatus before =
                cluster.eventuallyReady("emptied", "True", "Ready").getStatus();
        List<Condition> filterBefore =
                cluster.filter("emptied").get().getStatus().conditions();
        for (String forged : List.of(
                "{\"status\":null}",
                "{\"status\":{\"observedGeneration\":7,\"bundleDigest\":\"sha256:0\"}}",
                "{\"status\":{\"conditions\":[" + FORGED + "],\"rotation\":{\"phase\":\"Complete\"}}}")) {
            cluster.bundle("emptied").subresource("status").patch(MERGE, forged);
            cluster.filter("emptied").subresource("status").patch(MERGE, "{\"status\":null}");
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                NamespaceCertificateBundleStatus now =
                        cluster.bundle("emptied").get().getStatus();
                assertThat(now).isNotNull();
                assertThat(now.observedGeneration()).isEqualTo(1);
                assertThat(now.bundleDigest()).isEqualTo(before.bundleDigest());
                assertThat(now.rotation()).isNull();
                assertThat(now.conditions())
                        .extracting(Condition::getType)
                        .containsExactlyInAnyOrderElementsOf(before.conditions().stream()
                                .map(Condition::getType)
                                .toList());
                CertificateFilterStatus filter = cluster.filter("emptied").get().getStatus();
                assertThat(filter).isNotNull();
                assertThat(filter.conditions()).hasSameSizeAs(filterBefore);
            });
        }
    }

    @Test
    void editsConcurrentWithStatusWritesAreAllReconciled() {
        for (int i = 0; i < BUNDLES; i++) {
            cluster.create("bundle-" + i, inline(root.pem()));
            cluster.filter("filter-" + i, "bundle-" + i, "worker");
        }
        Random random = new Random(3398);
        for (int i = 0; i < EDITS; i++) {
            edit(random);
        }
        awaitAllObserved();
        for (NamespaceCertificateBundle bundle : cluster.bundles()) {
            boolean expected = bundle.getSpec().certificates().get(0).inline().equals(root.pem() + other.pem());
            assertThat(bundle.getStatus().certificates()).hasSize(expected ? 2 : 1);
        }
    }

    @Test
    void aFlappingBundleHasTheFinalVerdictAndFewEvents() {
        cluster.create("flapping", inline(root.pem()));
        for (int i = 1; i <= 200; i++) {
            String text = i % 2 == 0 ? root.pem().replace("\n", "\\n") : "nonsense";
            cluster.bundle("flapping").patch(MERGE, "{\"spec\":{\"certificates\":[{\"inline\":\"" + text + "\"}]}}");
        }
        cluster.eventuallyReady("flapping", "True", "Ready");
        assertThat(cluster.client().v1().events().inNamespace(cluster.namespace()).list().getItems().stream()
                        .mapToInt(Event::getCount)
                        .sum())
                .isBetween(2, 25);
    }

    /** Two operators without a Lease undo and overtake each other's writes until both have seen the same. */
    @Test
    void besideAnotherOperatorNoBundleStaysIssuing() {
        try (OperatorProcess second = OperatorProcess.start(
                ControlPlane.shared().kubeconfig(),
                Map.of("NAMESPACECERTS_NAMESPACES", cluster.namespace(), "NAMESPACECERTS_CHECK_INTERVAL", "2s"))) {
            second.awaitStarted();
            for (int i = 0; i < SHARED; i++) {
                cluster.create(
                        "shared-" + i,
                        new SpecBuilder()
                                .demo(new DemoSpec(
                                        null,
                                        List.of(
                                                new DemoLeafSpec("a-" + i, "a", null, null, null),
                                                new DemoLeafSpec("b-" + i, "b", null, null, null))))
                                .client("a-" + i)
                                .publishTo("published-" + i));
            }
            await().atMost(Duration.ofMinutes(2))
                    .untilAsserted(() -> assertThat(cluster.bundles()).allSatisfy(bundle -> {
                        assertThat(bundle.getStatus()).isNotNull();
                        Cluster.assertCondition(bundle, "DemoIssued", "True", "Issued");
                        Cluster.assertCondition(bundle, "Ready", "True", "Ready");
                    }));
            AtomicReference<List<String>> last = new AtomicReference<>();
            await().pollInterval(Duration.ofSeconds(1))
                    .until(this::bundleVersions, now -> now.equals(last.getAndSet(now)));
            assertThat(second.log()).doesNotContain("ERROR", "Exception");
        }
    }

    private void edit(Random random) {
        int number = random.nextInt(BUNDLES);
        if (random.nextInt(4) == 0) {
            cluster.filter("filter-" + number)
                    .patch(MERGE, "{\"spec\":{\"commonName\":\"w" + random.nextInt() + "\"}}");
            return;
        }
        String pem = random.nextBoolean() ? root.pem() : root.pem() + other.pem();
        cluster.bundle("bundle-" + number)
                .patch(
                        MERGE,
                        "{\"spec\":{\"expiryWarning\":\"" + (1 + random.nextInt(1_000))
                                + "h\",\"certificates\":[{\"inline\":\"" + pem.replace("\n", "\\n") + "\"}]}}");
    }

    private static long reconciled(OperatorProcess operator) {
        return operator.get("/q/metrics")
                .lines()
                .filter(line -> line.startsWith("namespacecerts_reconcile_seconds_count{kind=\"bundle\""))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private void awaitAllObserved() {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(cluster.bundles()).allSatisfy(b -> {
                assertThat(b.getStatus()).isNotNull();
                assertThat(b.getStatus().observedGeneration())
                        .isEqualTo(b.getMetadata().getGeneration());
            });
            assertThat(filters()).allSatisfy(f -> {
                assertThat(f.getStatus()).isNotNull();
                assertThat(f.getStatus().observedGeneration())
                        .isEqualTo(f.getMetadata().getGeneration());
            });
        });
    }

    private List<CertificateFilter> filters() {
        return cluster.client()
                .resources(CertificateFilter.class)
                .inNamespace(cluster.namespace())
                .list()
                .getItems();
    }

    /** Those after a second without a write: a status may follow one that is ready, when the Secret of a client arrives. */
    private List<String> bundleVersions() {
        return cluster.bundles().stream()
                .map(bundle -> bundle.getMetadata().getResourceVersion())
                .toList();
    }

    private Map<String, String> settledResourceVersions() {
        AtomicReference<Map<String, String>> last = new AtomicReference<>();
        return await().pollInterval(Duration.ofSeconds(1))
                .until(this::resourceVersions, now -> now.equals(last.getAndSet(now)));
    }

    private Map<String, String> resourceVersions() {
        Map<String, String> versions = new TreeMap<>();
        cluster.bundles()
                .forEach(b -> versions.put(
                        "bundle " + b.getMetadata().getName(), b.getMetadata().getResourceVersion()));
        filters()
                .forEach(f -> versions.put(
                        "filter " + f.getMetadata().getName(), f.getMetadata().getResourceVersion()));
        var client = cluster.client();
        client.secrets()
                .inNamespace(cluster.namespace())
                .list()
                .getItems()
                .forEach(x -> versions.put(
                        "secret " + x.getMetadata().getName(), x.getMetadata().getResourceVersion()));
        client.configMaps()
                .inNamespace(cluster.namespace())
                .list()
                .getItems()
                .forEach(x -> versions.put(
                        "configmap " + x.getMetadata().getName(),
                        x.getMetadata().getResourceVersion()));
        assertThat(versions).containsKeys("secret leaf", "secret demo-demo-authority", "configmap published");
        return versions;
    }
}
