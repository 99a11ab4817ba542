package dev.namespacecerts.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.SpecBuilder;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Bundles of three P-384 CAs each, all published, under the memory limit of the chart. */
@Tag("node")
class MemoryNodeIT {
    /** How many; the property can ask for 10,000. */
    private static final int BUNDLES = Integer.getInteger("namespacecerts.node.bundles", 1000);

    private static final String NAMESPACE = "fleet";

    private final Node node = Node.shared();

    private Release release;

    @BeforeEach
    void install() {
        release = Release.install(node, Map.of());
        node.createNamespace(NAMESPACE, Map.of());
    }

    @AfterEach
    void uninstall() {
        release.close();
        node.deleteNamespace(NAMESPACE);
    }

    @Test
    void noReplicaIsRestarted() {
        Instant began = Instant.now();
        create(0, BUNDLES);
        awaitPublished(BUNDLES);
        System.out.printf("%d bundles created and published in %s%n", BUNDLES, Duration.between(began, Instant.now()));
        release.pods().forEach(this::report);

        Pod leader = release.awaitLeader();
        began = Instant.now();
        node.client().pods().resource(leader).delete();
        release.awaitOtherLeader(leader, Duration.ofSeconds(30));
        create(BUNDLES, BUNDLES + 1);
        awaitPublished(BUNDLES + 1);
        System.out.printf("taken over in %s%n", Duration.between(began, Instant.now()));
        release.awaitReady();
        release.pods().forEach(this::report);
    }

    private void awaitPublished(int count) {
        await().atMost(Duration.ofMinutes(30))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> configMaps() >= count);
    }

    /** How many ConfigMaps there are, without reading them. Each Kubernetes namespace has one of its own. */
    private long configMaps() {
        var first = node.client()
                .configMaps()
                .inNamespace(NAMESPACE)
                .list(new ListOptionsBuilder().withLimit(1L).build());
        Long more = first.getMetadata().getRemainingItemCount();
        return first.getItems().size() + (more == null ? 0 : more) - 1;
    }

    /** Prints what its cgroup had at most, and asserts that it was never restarted. */
    private void report(Pod pod) {
        boolean leads = pod.getMetadata().getName().equals(release.leader());
        long peak = Long.parseLong(cgroup(pod, "memory.max_usage_in_bytes"));
        long limit = Long.parseLong(cgroup(pod, "memory.limit_in_bytes"));
        long rss = cgroup(pod, "memory.stat")
                .lines()
                .filter(line -> line.startsWith("total_rss "))
                .mapToLong(line -> Long.parseLong(line.substring("total_rss ".length())))
                .sum();
        System.out.printf(
                "%s: at most %d MiB of %d with pages of files, now %d without%n",
                leads ? "leader" : "standby", peak >> 20, limit >> 20, rss >> 20);
        assertThat(release.container(pod).getRestartCount()).isZero();
        assertThat(rss).isLessThan(limit / 5 * 4);
    }

    private String cgroup(Pod pod, String file) {
        String id = release.container(pod).getContainerID().replace("containerd://", "");
        return node.in("sh", "-c", "cat $(find /sys/fs/cgroup/memory -type d -name " + id + ")/" + file);
    }

    private void create(int from, int to) {
        IntStream.range(from, to).parallel().forEach(i -> {
            NamespaceCertificateBundle bundle = new NamespaceCertificateBundle();
            bundle.getMetadata().setName("bundle-" + i);
            bundle.getMetadata().setNamespace(NAMESPACE);
            bundle.setSpec(new SpecBuilder()
                    .inline(root(3 * i), root(3 * i + 1), root(3 * i + 2))
                    .publishTo("bundle-" + i)
                    .build());
            node.client().resource(bundle).create();
        });
    }

    private static String root(int number) {
        return CertificateBuilder.root("CN=Acme Root " + number + ",O=Acme")
                .keyAlgorithm("ECDSA-P384")
                .build()
                .pem();
    }
}
