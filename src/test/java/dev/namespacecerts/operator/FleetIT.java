package dev.namespacecerts.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.SpecBuilder;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Bundles of three P-384 CAs each, all published, fit into the memory of the chart's Pod with a fifth to spare. */
class FleetIT {
    /** How many, one after another; 100 in the build, 1,000 and 10,000 under -Psoak. */
    private static final List<Integer> SIZES = Stream.of(
                    System.getProperty("namespacecerts.fleet", "100").split(","))
            .map(Integer::valueOf)
            .toList();

    @Test
    void aFleetFitsIntoThePodOfTheChart() {
        try (ControlPlane controlPlane = ControlPlane.start()) {
            OperatorProcess.installCrds(controlPlane);
            Cluster cluster = new Cluster(controlPlane); // not closed: it all goes with the control plane
            int there = 0;
            for (int size : SIZES) {
                int from = there;
                inPod(controlPlane, size + " bundles created", () -> {
                    create(cluster, from, size);
                    return () -> cluster.configMaps() >= size;
                });
                inPod(controlPlane, size + " bundles at a start", () -> {
                    create(cluster, size, size + 1);
                    return () -> cluster.configMaps() >= size + 1;
                });
                there = size + 1;
            }
        }
    }

    /** A change of what there is, and whether the operator has followed. */
    private interface Change {
        BooleanSupplier make();
    }

    private static void inPod(ControlPlane controlPlane, String what, Change change) {
        try (Pod pod = new Pod(controlPlane.kubeconfig())) {
            OperatorProcess operator = pod.operator().awaitStarted();
            BooleanSupplier followed = change.make();
            await().atMost(Duration.ofMinutes(30))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> !operator.process().isAlive() || followed.getAsBoolean());
            assertThat(operator.process().isAlive()).as(operator.log()).isTrue();
            System.out.printf(
                    "%s: at most %d MiB of %d; %s%n",
                    what, pod.peak() >> 20, Pod.LIMIT >> 20, last(operator.liveObjects()));
            assertThat(pod.peak()).as(what).isLessThan(Pod.LIMIT / 5 * 4);
        }
    }

    /** The line of a histogram that has the sum of all classes. */
    private static String last(String histogram) {
        List<String> lines = histogram.lines().toList();
        return lines.get(lines.size() - 1);
    }

    private static void create(Cluster cluster, int from, int to) {
        IntStream.range(from, to)
                .parallel()
                .forEach(i -> cluster.create(
                        "bundle-" + i,
                        new SpecBuilder()
                                .inline(root(3 * i), root(3 * i + 1), root(3 * i + 2))
                                .publishTo("bundle-" + i)));
    }

    private static String root(int number) {
        return CertificateBuilder.root("CN=Acme Root " + number + ",O=Acme")
                .keyAlgorithm("ECDSA-P384")
                .build()
                .pem();
    }
}
