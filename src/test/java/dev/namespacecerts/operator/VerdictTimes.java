package dev.namespacecerts.operator;

import static dev.namespacecerts.operator.Cluster.inline;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.testing.CertificateBuilder;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Creates bundles in a Kubernetes namespace and measures, by a watch, how long each waits for its verdict. */
final class VerdictTimes implements ResourceEventHandler<NamespaceCertificateBundle>, AutoCloseable {
    private final String pem = CertificateBuilder.root("CN=Victim").build().pem();
    private final Map<String, Long> started = new ConcurrentHashMap<>();
    private final Map<String, Duration> created = new ConcurrentHashMap<>();
    private final Map<String, Duration> judged = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Cluster cluster;
    private final SharedIndexInformer<NamespaceCertificateBundle> watch;

    VerdictTimes(Cluster cluster) {
        this.cluster = cluster;
        watch = cluster.client()
                .resources(NamespaceCertificateBundle.class)
                .inNamespace(cluster.namespace())
                .inform(this);
    }

    /**
     * Creates a bundle each second, however long the API server takes for one, and waits for their verdicts.
     *
     * @param patience how long it waits for those that have none when the last bundle has been created
     */
    void measure(int seconds, Duration patience) throws InterruptedException {
        List<CompletableFuture<Void>> writes = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < seconds; i++) {
            String name = "victim-" + i;
            sleepUntil(start + TimeUnit.SECONDS.toNanos(i));
            writes.add(CompletableFuture.runAsync(() -> create(name), threads));
        }
        writes.forEach(CompletableFuture::join);
        long end = System.nanoTime() + patience.toNanos();
        while (judged.size() < seconds && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        started.keySet().forEach(name -> judged.computeIfAbsent(name, this::since));
    }

    private static void sleepUntil(long nanoTime) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(Math.max(0, nanoTime - System.nanoTime()));
    }

    private void create(String name) {
        started.put(name, System.nanoTime());
        cluster.create(name, inline(pem));
        created.put(name, since(name));
    }

    private Duration since(String name) {
        return Duration.ofNanos(System.nanoTime() - Objects.requireNonNull(started.get(name)));
    }

    /** How long each write took, before any verdict. */
    Collection<Duration> writes() {
        return created.values();
    }

    /** From before each write to its verdict, or to the end where there was none. */
    Collection<Duration> verdicts() {
        return judged.values();
    }

    @Override
    public void onAdd(NamespaceCertificateBundle bundle) {
        String name = bundle.getMetadata().getName();
        if (started.containsKey(name)
                && bundle.getStatus() != null
                && Objects.equals(
                        bundle.getStatus().observedGeneration(),
                        bundle.getMetadata().getGeneration())) {
            judged.computeIfAbsent(name, this::since);
        }
    }

    @Override
    public void onUpdate(NamespaceCertificateBundle before, NamespaceCertificateBundle bundle) {
        onAdd(bundle);
    }

    @Override
    public void onDelete(NamespaceCertificateBundle bundle, boolean unknown) {}

    @Override
    public void close() {
        watch.close();
        threads.shutdown();
    }
}
