package dev.namespacecerts.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.RotationStatus.Phase;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.SpecBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rotation of docs/rotate.md, with volumes that kubelet updates, and a Temporal frontend as the server. */
@Tag("node-soak")
class RotationNodeIT {
    private static final String NAMESPACE = "rotation";

    /** More than kubelet needs for a volume, which is up to 90 seconds, and the refresh interval of the frontend. */
    private static final Duration SETTLE = Duration.ofSeconds(120);

    private final Node node = Node.shared();
    private final HeldCertificate old =
            CertificateBuilder.root("CN=Acme Root 1").build();
    private final HeldCertificate next =
            CertificateBuilder.root("CN=Acme Root 2").build();

    private Workload workload;

    @Test
    void theClientIsNeverRefused() throws Exception {
        try (Release release = Release.install(node, Map.of())) {
            node.createNamespace(NAMESPACE, Map.of());
            workload = new Workload(node, NAMESPACE);
            rotate();
            node.deleteNamespace(NAMESPACE);
        }
    }

    private void rotate() throws Exception {
        putLeaf("frontend-tls", old);
        putLeaf("worker-tls", old);
        putLeaf("late-tls", old);
        apply(old);
        eventually(() -> published().equals(old.pem()));
        workload.start();
        workload.awaitConnections("worker", 10);

        apply(old, next);
        eventually(() -> published().equals(next.pem() + old.pem()));
        awaitMounted("both roots", next.pem() + old.pem());
        TimeUnit.MILLISECONDS.sleep(SETTLE.toMillis());

        putLeaf("worker-tls", next);
        apply(next);
        eventually(() -> bundle().getStatus().rotation().phase() == Phase.Settling);
        awaitMounted("the old root first", old.pem() + next.pem());
        eventually(() -> bundle().getStatus().rotation().phase() == Phase.Complete);
        assertThat(published()).isEqualTo(next.pem());
        awaitMounted("only the next root", next.pem());
        workload.awaitConnections("worker", 60);

        workload.assertNeverRefused("worker");
        System.out.printf(
                "%d connections, none refused%n", workload.connections("worker").size());
        workload.startClient("late", "late-tls");
        eventually(() -> workload.connections("late").stream().anyMatch(line -> line.contains("alert unknown ca")));
    }

    /** Waits until the volume of the frontend holds what was published a moment ago. */
    private void awaitMounted(String what, String pem) {
        long began = System.nanoTime();
        eventually(() -> workload.mounted("frontend").equals(pem.strip()));
        System.out.printf(
                "%s in the volume %s after they were published%n", what, Duration.ofNanos(System.nanoTime() - began));
    }

    private String published() {
        var map = node.client()
                .configMaps()
                .inNamespace(NAMESPACE)
                .withName("playground-ca")
                .get();
        return map == null ? "" : map.getData().get("ca.crt");
    }

    private void apply(HeldCertificate... roots) {
        SpecBuilder spec = new SpecBuilder()
                .client("worker-tls")
                .publishTo("playground-ca", SETTLE.toSeconds() + "s")
                .waitForClients("1h");
        for (HeldCertificate root : roots) {
            spec.inline(root.pem());
        }
        NamespaceCertificateBundle bundle = new NamespaceCertificateBundle();
        bundle.getMetadata().setName("rotated");
        bundle.getMetadata().setNamespace(NAMESPACE);
        bundle.setSpec(spec.build());
        node.client().resource(bundle).serverSideApply();
    }

    private NamespaceCertificateBundle bundle() {
        return node.client()
                .resources(NamespaceCertificateBundle.class)
                .inNamespace(NAMESPACE)
                .withName("rotated")
                .get();
    }

    private void putLeaf(String secret, HeldCertificate issuer) {
        HeldCertificate leaf =
                CertificateBuilder.leaf("CN=" + secret).issuedBy(issuer).build();
        node.client()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(secret)
                        .withNamespace(NAMESPACE)
                        .endMetadata()
                        .withType("kubernetes.io/tls")
                        .withStringData(Map.of("tls.crt", leaf.pem(), "tls.key", leaf.privateKeyPem()))
                        .build())
                .createOr(existing -> existing.update());
    }

    private static void eventually(Callable<Boolean> condition) {
        await().atMost(SETTLE.plusMinutes(2))
                .pollInterval(Duration.ofSeconds(1))
                .until(condition);
    }
}
