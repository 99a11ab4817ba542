package dev.namespacecerts.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.namespacecerts.api.v1alpha1.DemoLeafSpec;
import dev.namespacecerts.api.v1alpha1.DemoSpec;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.testing.SpecBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Two replicas, of which one works. */
class TwoReplicasIT {
    private static final String LEASE = "namespace-certificate-operator";

    /** That of the Lease is 15 seconds; a look at it comes every two. */
    private static final Duration LEASE_TIME = Duration.ofSeconds(20);

    @Test
    void theSecondTakesOverWhenTheFirstIsKilledOrStoppedAndNothingIsDoneTwice() {
        try (ControlPlane controlPlane = ControlPlane.start();
                KubernetesClient client = controlPlane.client()) {
            OperatorProcess.installCrds(controlPlane);
            OperatorProcess first = replica(controlPlane, "first");
            await().atMost(LEASE_TIME).until(() -> holder(client).equals("first"));
            OperatorProcess second = replica(controlPlane, "second");
            assertThat(second.get("/q/health")).contains("\"status\": \"UP\"").doesNotContain("DOWN");
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
