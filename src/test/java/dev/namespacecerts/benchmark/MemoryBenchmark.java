package dev.namespacecerts.benchmark;

import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.image.DockerlessBuild;
import dev.namespacecerts.operator.OperatorProcess;
import dev.namespacecerts.operator.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Measures the memory of the operator in the image's JVM and the chart's Pod: while bundles are created and published, and at a
 * start with them, in a cluster with 1,000 TLS Secrets and 1,000 ConfigMaps of 100 KB that no bundle names. The
 * arguments say how many bundles, one size after another.
 */
public final class MemoryBenchmark {
    private static final List<Integer> SIZES = List.of(100, 1_000);
    private static final int UNRELATED = 1_000;
    private static final int MORE = 10_000;

    /** Most megabytes of resident memory, by the number of bundles. */
    private static final Map<Integer, Double> TARGETS = Map.of(1_000, 160.0, 10_000, 400.0);

    private static final double MEGABYTE = 1_000_000;

    private final ControlPlane controlPlane;
    private final Path image;
    private final CrowdedCluster cluster;
    private final Figures figures = Figures.of("memory");

    private MemoryBenchmark(ControlPlane controlPlane, Path image, CrowdedCluster cluster) {
        this.controlPlane = controlPlane;
        this.image = image;
        this.cluster = cluster;
    }

    public static void main(String[] args) {
        int failed = 1;
        try {
            List<Integer> sizes = Stream.of(args).map(Integer::valueOf).toList();
            measure(sizes.isEmpty() ? SIZES : sizes);
            failed = 0;
        } catch (Exception | AssertionError e) {
            e.printStackTrace();
        } finally {
            System.exit(failed); // the threads of the Kubernetes client are no daemons
        }
    }

    private static void measure(List<Integer> sizes) throws Exception {
        Path image = DockerlessBuild.build(Files.createTempDirectory("image"));
        try (ControlPlane controlPlane = ControlPlane.start();
                ApiClient api = new ApiClient(controlPlane.kubeconfig())) {
            OperatorProcess.installCrds(controlPlane);
            new MemoryBenchmark(controlPlane, image, new CrowdedCluster(api)).run(sizes);
        }
    }

    private void run(List<Integer> sizes) throws InterruptedException, IOException {
        unrelated();
        int there = 0;
        for (int size : sizes) {
            int from = there;
            inPod(size, "created", operator -> {
                cluster.createBundles(from, size);
                operator.awaitIdle(size);
            });
            inPod(size, "at a start", operator -> operator.awaitIdle(size));
            there = size;
        }
        System.out.println("\n" + SizingTable.of(Figure.read(Path.of("target/benchmark/memory.jsonl"))));
    }

    private interface Work {
        void in(RunningOperator operator) throws InterruptedException;
    }

    private void inPod(int size, String what, Work work) throws InterruptedException {
        try (RunningOperator operator = RunningOperator.start(image, controlPlane.kubeconfig())) {
            work.in(operator);
            Pod pod = operator.pod();
            long peak = pod.peak();
            String name = "%,d bundles %s".formatted(size, what);
            figures.add(name + ": resident, peak", size, peak / MEGABYTE, "MB", null, null, TARGETS.get(size));
            figures.add(name + ": resident", size, pod.memory("VmRSS") / MEGABYTE, "MB");
            figures.add(name + ": of files", size, pod.memory("RssFile") / MEGABYTE, "MB");
            figures.add(name + ": live objects", size, operator.liveBytes() / MEGABYTE, "MB");
            operator.profile();
        }
    }

    /**
     * What a Secret costs that no bundle names. Live objects differ by a megabyte from one collection to the next, so that is the
     * cost of many, after as many others have filled the bounded caches. Those beyond the unrelated ones are deleted again.
     */
    private void unrelated() throws InterruptedException {
        try (RunningOperator operator = RunningOperator.start(image, controlPlane.kubeconfig())) {
            operator.process().awaitStarted();
            cluster.createUnrelatedConfigMaps(0, UNRELATED);
            cluster.createUnselectedSecrets(0, MORE);
            long before = settled(operator);
            cluster.createUnselectedSecrets(MORE, 2 * MORE);
            long after = settled(operator);
            figures.add("unselected TLS Secret", MORE, (double) (after - before) / MORE, "bytes", null, null, 200.0);
            cluster.deleteUnselectedSecrets(UNRELATED, 2 * MORE);
        }
    }

    private static long settled(RunningOperator operator) throws InterruptedException {
        TimeUnit.SECONDS.sleep(3);
        operator.liveBytes();
        return operator.liveBytes();
    }
}
