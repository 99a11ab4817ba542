package dev.namespacecerts.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.namespacecerts.api.v1alpha1.DemoLeafSpec;
import dev.namespacecerts.api.v1alpha1.DemoSpec;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.operator.Replicas.Replica;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.SpecBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two replicas, one of which is active. */
class TwoReplicasIT {
    private static final String LEASE = "namespace-certificate-operator";

    /** That of the Lease is 10 seconds; another replica asks for it every one to two. */
    private static final Duration LEASE_TIME = Duration.ofSeconds(15);

    /** 6 seconds in the build, 10, as by default, under -Psoak. */
    private static final Duration LEASE_DURATION = Duration.ofSeconds(Integer.getInteger("namespacecerts.lease", 6));

    /** How long a fault lasts: 5 seconds in the build, 45 under -Psoak. */
    private static final Duration FAULT = Duration.ofSeconds(Integer.getInteger("namespacecerts.fault", 5));

    private static final int BUNDLES = 20;

    @TempDir
    private Path folder;

    @Test
    void theSecondReplicaTakesOverAndNothingIsDoneTwice() {
        try (ControlPlane controlPlane = ControlPlane.start();
                KubernetesClient client = controlPlane.client()) {
            OperatorProcess.installCrds(controlPlane);
            OperatorProcess first = replica(controlPlane, "first");
            await().atMost(LEASE_TIME).until(() -> holder(client).equals("first"));
            OperatorProcess second = replica(controlPlane, "second");
            assertThat(second.get("/q/health")).contains("\"status\": \"UP\"").doesNotContain("DOWN");
            try (OperatorProcess withoutLease = OperatorProcess.start(
                            controlPlane.kubeconfig(), Map.of("NAMESPACECERTS_NAMESPACES", "kube-public"))
                    .awaitStarted()) {
                assertThat(withoutLease.log())
                        .contains("WARN", "Another operator is running: first holds the Lease default/" + LEASE);
            }
            create(client, "one");
            awaitReady(client, "one");
            Map<String, String> before = versions(client);

            first.close();
            Instant killed = Instant.now();
            create(client, "two");
            awaitReady(client, "two");
            assertThat(holder(client)).isEqualTo("second");
            assertThat(Duration.between(killed, Instant.now())).isLessThan(LEASE_TIME.plusSeconds(5));
            assertThat(versions(client)).containsAllEntriesOf(before);
            before = versions(client);

            OperatorProcess third = replica(controlPlane, "third");
            second.terminate();
            Instant stopped = Instant.now();
            await().atMost(LEASE_TIME).until(() -> holder(client).equals("third"));
            assertThat(Duration.between(stopped, Instant.now()))
                    .as("released at once")
                    .isLessThan(Duration.ofSeconds(8));
            create(client, "three");
            awaitReady(client, "three");
            assertThat(versions(client)).containsAllEntriesOf(before);
            assertThat(second.log() + third.log()).doesNotContain("ERROR", "Exception");
            third.close();
        }
    }

    @Test
    void onlyTheHolderOfTheLeaseWritesUnderAnyFault() throws Exception {
        try (Replicas replicas =
                        new Replicas(folder, LEASE_DURATION, Map.of("JAVA_TOOL_OPTIONS", OperatorProcess.BRIEF));
                Cluster cluster = new Cluster(replicas.controlPlane())) {
            replicas.start("one");
            replicas.start("two");
            String root = CertificateBuilder.root("CN=Acme").build().pem();
            for (int i = 0; i < BUNDLES; i++) {
                cluster.create("bundle-" + i, new SpecBuilder().inline(root).publishTo("ca-" + i));
            }
            AtomicBoolean done = new AtomicBoolean();
            CompletableFuture<Integer> edits = CompletableFuture.supplyAsync(() -> edit(cluster, done));

            fault(replicas, "frozen", victim -> victim.signal("STOP"), victim -> victim.signal("CONT"));
            fault(
                    replicas,
                    "refused",
                    victim -> victim.proxy().refuse(),
                    victim -> victim.proxy().restore());
            fault(
                    replicas,
                    "silent",
                    victim -> victim.proxy().swallow(),
                    victim -> victim.proxy().restore());
            fault(replicas, "killed", victim -> victim.process().close(), victim -> {});

            done.set(true);
            assertThat(edits.join()).as("edits").isGreaterThan(300);
            for (int i = 0; i < BUNDLES; i++) {
                cluster.eventuallyReady("bundle-" + i, "True", "Ready");
            }
            assertThat(replicas.writes()).hasSizeGreaterThan(300);
            assertThat(replicas.writesWithoutLease()).isEmpty();
        }
    }

    private interface Step {
        void on(Replica victim) throws Exception;
    }

    /** The other replica takes over, and the first one exits at the latest when it runs again. */
    private static void fault(Replicas replicas, String name, Step begin, Step end) throws Exception {
        Replica victim = replicas.awaitLeader(LEASE_TIME);
        begin.on(victim);
        long began = System.nanoTime();
        replicas.awaitOtherThan(victim, LEASE_TIME);
        long left = FAULT.toMillis() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        TimeUnit.MILLISECONDS.sleep(Math.max(0, left));
        end.on(victim);
        assertThat(victim.process().awaitExit()).as(name).isNotZero();
        if (!name.equals("killed")) {
            assertThat(victim.process().log()).contains("Lost the Lease");
        }
        Replica again = replicas.start(victim.name());
        assertThat(again.process().get("/q/health/ready")).contains("\"leader\": false", "\"status\": \"UP\"");
    }

    private static int edit(Cluster cluster, AtomicBoolean done) {
        int edits = 0;
        while (!done.get()) {
            cluster.bundle("bundle-" + edits % BUNDLES)
                    .patch(
                            PatchContext.of(PatchType.JSON_MERGE),
                            "{\"spec\":{\"expiryWarning\":\"" + (1 + edits) + "h\"}}");
            edits++;
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return edits;
    }

    private static OperatorProcess replica(ControlPlane controlPlane, String name) {
        return OperatorProcess.start(
                        controlPlane.kubeconfig(), Map.of("NAMESPACECERTS_LEASE", "default/" + LEASE, "HOSTNAME", name))
                .awaitStarted();
    }

    private static String holder(KubernetesClient client) {
        Lease lease = client.leases().inNamespace("default").withName(LEASE).get();
        return lease == null || lease.getSpec().getHolderIdentity() == null
                ? ""
                : lease.getSpec().getHolderIdentity();
    }

    private static void create(KubernetesClient client, String name) {
        NamespaceCertificateBundle bundle = new NamespaceCertificateBundle();
        bundle.getMetadata().setName(name);
        bundle.getMetadata().setNamespace("default");
        bundle.setSpec(new SpecBuilder()
                .demo(new DemoSpec(null, List.of(new DemoLeafSpec(name + "-leaf", name, null, null, null))))
                .publishTo(name + "-ca")
                .build());
        client.resource(bundle).create();
    }

    private static void awaitReady(KubernetesClient client, String name) {
        var bundle = client.resources(NamespaceCertificateBundle.class)
                .inNamespace("default")
                .withName(name);
        await().atMost(LEASE_TIME.plusSeconds(5)).untilAsserted(() -> {
            assertThat(bundle.get().getStatus()).isNotNull();
            Cluster.assertCondition(bundle.get(), "Ready", "True", "Ready");
        });
    }

    /** The resource versions of all bundles, Secrets and ConfigMaps. */
    private static Map<String, String> versions(KubernetesClient client) {
        Map<String, String> versions = new TreeMap<>();
        client.resources(NamespaceCertificateBundle.class)
                .inNamespace("default")
                .list()
                .getItems()
                .forEach(x -> versions.put(
                        "bundle " + x.getMetadata().getName(), x.getMetadata().getResourceVersion()));
        client.secrets()
                .inNamespace("default")
                .list()
                .getItems()
                .forEach(x -> versions.put(
                        "secret " + x.getMetadata().getName(), x.getMetadata().getResourceVersion()));
        client.configMaps()
                .inNamespace("default")
                .list()
                .getItems()
                .forEach(x -> versions.put(
                        "configmap " + x.getMetadata().getName(),
                        x.getMetadata().getResourceVersion()));
        return versions;
    }
}
