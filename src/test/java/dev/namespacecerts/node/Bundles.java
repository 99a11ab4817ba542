package dev.namespacecerts.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.SpecBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Published bundles in a Kubernetes namespace of their own, edited one after the other until it is closed. */
final class Bundles implements AutoCloseable {
    private final KubernetesClient client;
    private final String namespace = "node-" + UUID.randomUUID().toString().substring(0, 8);
    private final int count;
    private final AtomicInteger edits = new AtomicInteger();
    private final AtomicBoolean done = new AtomicBoolean();
    private CompletableFuture<Void> editing = CompletableFuture.completedFuture(null);

    Bundles(Node node, int count) {
        client = node.client();
        this.count = count;
        node.createNamespace(namespace, Map.of());
        String root = CertificateBuilder.root("CN=Acme").build().pem();
        IntStream.range(0, count).forEach(i -> create(i, root));
        create(-1, root);
    }

    private void create(int number, String pem) {
        NamespaceCertificateBundle bundle = new NamespaceCertificateBundle();
        bundle.getMetadata().setName(name(number));
        bundle.getMetadata().setNamespace(namespace);
        bundle.setSpec(
                new SpecBuilder().inline(pem).publishTo(name(number) + "-ca").build());
        client.resource(bundle).create();
    }

    private static String name(int number) {
        return number < 0 ? "probe" : "bundle-" + number;
    }

    String namespace() {
        return namespace;
    }

    /** Edits 20 in a second from now on. */
    Bundles edit() {
        editing = CompletableFuture.runAsync(() -> {
            while (!done.get()) {
                edit(edits.incrementAndGet() % count);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        });
        return this;
    }

    private long edit(int number) {
        return bundle(number)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"spec\":{\"expiryWarning\":\"" + (1 + edits.incrementAndGet() % 8000) + "h\"}}")
                .getMetadata()
                .getGeneration();
    }

    /** How long an edit of one more bundle takes to arrive in its status. */
    Duration reaction(Duration atMost) {
        long began = System.nanoTime();
        long generation = edit(-1);
        await().atMost(atMost)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> isFollowed(bundle(-1).get(), generation));
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** Stops the edits and waits until the statuses and the ConfigMaps of all bundles are as they should be. */
    void awaitFollowed() {
        done.set(true);
        editing.join();
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            List<NamespaceCertificateBundle> bundles = client.resources(NamespaceCertificateBundle.class)
                    .inNamespace(namespace)
                    .list()
                    .getItems();
            assertThat(bundles)
                    .hasSize(count + 1)
                    .allSatisfy(bundle -> assertThat(
                                    isFollowed(bundle, bundle.getMetadata().getGeneration()))
                            .isTrue());
            assertThat(client.configMaps()
                            .inNamespace(namespace)
                            .withLabel("app.kubernetes.io/managed-by")
                            .list()
                            .getItems())
                    .hasSize(count + 1);
        });
    }

    private static boolean isFollowed(NamespaceCertificateBundle bundle, long generation) {
        return bundle.getStatus() != null
                && bundle.getStatus().observedGeneration() != null
                && bundle.getStatus().observedGeneration() >= generation
                && bundle.getStatus().conditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True"));
    }

    private Resource<NamespaceCertificateBundle> bundle(int number) {
        return client.resources(NamespaceCertificateBundle.class)
                .inNamespace(namespace)
                .withName(name(number));
    }

    @Override
    public void close() {
        done.set(true);
        try {
            editing.join();
        } catch (KubernetesClientException e) {
            // the test has failed before
        }
        client.namespaces().withName(namespace).delete();
    }
}
