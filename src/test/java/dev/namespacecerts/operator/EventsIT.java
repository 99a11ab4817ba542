package dev.namespacecerts.operator;

import static dev.namespacecerts.operator.Cluster.assertCondition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.namespacecerts.api.v1alpha1.DemoLeafSpec;
import dev.namespacecerts.api.v1alpha1.DemoSpec;
import dev.namespacecerts.api.v1alpha1.Reconciliation;
import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.SpecBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each fact that a person would ask for later is one Event and one line of the log. */
class EventsIT {
    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

    private final Cluster cluster = new Cluster();
    private final HeldCertificate first =
            CertificateBuilder.root("CN=Acme Root 1").build();
    private final HeldCertificate second =
            CertificateBuilder.root("CN=Acme Root 2").build();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void theLifeOfABundleIsToldOnce() {
        HeldCertificate leaf =
                CertificateBuilder.leaf("CN=worker").issuedBy(first).build();
        cluster.clientSecret("worker", Map.of(), leaf.pem() + first.pem(), leaf.privateKeyPem());
        cluster.create("told", spec().inline(first.pem()));
        cluster.eventuallyReady("told", "True", "Ready");
        awaitEvents(Map.of(
                "AuthorityIssued", 1, "LeafIssued", 1, "Published", 1, "Ready", 1, "Settling", 0, "ClientRejected", 0));

        cluster.client()
                .configMaps()
                .inNamespace(cluster.namespace())
                .withName("told-ca")
                .patch(MERGE, "{\"data\":{\"ca.crt\":\"edited\"}}");
        awaitEvents(Map.of("TargetRestored", 1));
        cluster.client()
                .configMaps()
                .inNamespace(cluster.namespace())
                .withName("told-ca")
                .delete();
        awaitEvents(Map.of("TargetRecreated", 1, "TargetRestored", 1));
        cluster.client()
                .secrets()
                .inNamespace(cluster.namespace())
                .withName("told-leaf")
                .delete();
        awaitEvents(Map.of("LeafRenewed", 1, "LeafIssued", 1, "Published", 1));

        cluster.edit("told", spec().inline(second.pem()));
        cluster.eventually("told", bundle -> assertCondition(bundle, "Rotating", "True", "WaitingForClients"));
        awaitEvents(Map.of("CertificateRetained", 1, "Published", 2));
        HeldCertificate renewed =
                CertificateBuilder.leaf("CN=worker").issuedBy(second).build();
        cluster.clientSecret("worker", Map.of(), renewed.pem() + second.pem(), renewed.privateKeyPem());
        cluster.eventually("told", bundle -> assertCondition(bundle, "Rotating", "False", "Complete"));
        awaitEvents(Map.of("CertificateReleased", 1, "Published", 3, "ClientRejected", 0));

        HeldCertificate stranger = CertificateBuilder.root("CN=Stranger").build();
        HeldCertificate rejected =
                CertificateBuilder.leaf("CN=worker").issuedBy(stranger).build();
        cluster.clientSecret("worker", Map.of(), rejected.pem() + stranger.pem(), rejected.privateKeyPem());
        awaitEvents(Map.of("ClientRejected", 1));

        Map<String, Integer> before = events();
        try (OperatorProcess another = OperatorProcess.start(
                        ControlPlane.shared().kubeconfig(),
                        Map.of("NAMESPACECERTS_NAMESPACES", cluster.namespace(), "NAMESPACECERTS_LOG_LEVEL", "DEBUG"))
                .awaitStarted()) {
            String name = "NamespaceCertificateBundle " + cluster.namespace() + "/told: reconciling: ";
            await().untilAsserted(() -> assertThat(another.log()).contains(name + "first time since the start"));
            cluster.bundle("told").patch(MERGE, "{\"metadata\":{\"annotations\":{\"example.com/again\":\"1\"}}}");
            await().untilAsserted(() ->
                    assertThat(another.log()).contains(name + "another writer changed its metadata or status"));
            cluster.clientSecret("worker", Map.of("a", "b"), rejected.pem() + stranger.pem(), rejected.privateKeyPem());
            await().untilAsserted(() ->
                    assertThat(another.log()).contains(name + "Secret " + cluster.namespace() + "/worker changed"));
        }
        assertThat(events()).as("also after a restart").isEqualTo(before);

        String log = OperatorProcess.shared().log();
        String name = "NamespaceCertificateBundle " + cluster.namespace() + "/told: ";
        assertThat(log)
                .contains(
                        name + "Ready is True (Ready)",
                        name + "Published: ConfigMap \"told-ca\" has 2 certificates under \"ca.crt\", sha256:",
                        name + "LeafIssued: Secret \"told-leaf\" has a new leaf",
                        name + "TargetRestored: ConfigMap \"told-ca\" was changed by another writer.",
                        name + "CertificateRetained: CA \"CN=Acme Root 1\"",
                        name + "ClientRejected: Secret \"worker\": EE-");
        assertThat(log.lines().filter(line -> line.contains(name + "TargetRestored")))
                .hasSize(1);
    }

    @Test
    void whatAUserAskedForIsNoWarning() {
        cluster.create("paused", new SpecBuilder().inline(first.pem()).reconciliation(Reconciliation.Suspended));
        await().untilAsserted(() -> assertThat(all())
                .filteredOn(event -> event.getReason().equals("Suspended"))
                .extracting(Event::getType)
                .containsExactly("Normal"));
    }

    private static SpecBuilder spec() {
        return new SpecBuilder()
                .demo(new DemoSpec(null, List.of(new DemoLeafSpec("told-leaf", "leaf", null, null, null))))
                .client("worker")
                .publishTo("told-ca", "0s")
                .waitForClients("1h");
    }

    private void awaitEvents(Map<String, Integer> expected) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            Map<String, Integer> found = events();
            expected.forEach((reason, count) -> assertThat(found.getOrDefault(reason, 0))
                    .as("%s in %s", reason, found)
                    .isEqualTo(count));
        });
    }

    /** How often each Event was recorded, by reason. */
    private Map<String, Integer> events() {
        Map<String, Integer> counts = new TreeMap<>();
        all().forEach(event -> counts.merge(event.getReason(), event.getCount(), Integer::sum));
        return counts;
    }

    private List<Event> all() {
        return cluster.client()
                .v1()
                .events()
                .inNamespace(cluster.namespace())
                .list()
                .getItems();
    }
}
