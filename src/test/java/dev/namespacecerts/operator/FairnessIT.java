package dev.namespacecerts.operator;

import static dev.namespacecerts.operator.Cluster.inline;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundleStatus;
import dev.namespacecerts.testing.CertificateBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens in other Kubernetes namespaces, a bundle in an idle one has its verdict within two seconds. */
class FairnessIT {
    /** 6 in the build, 60 under -Psoak. */
    private static final int SECONDS = Math.min(60, Integer.getInteger("namespacecerts.attack.seconds", 6));

    /** How many objects there are to attack with: 1 in the build, 5 under -Psoak. */
    private static final int SCALE = Integer.getInteger("namespacecerts.attack.scale", 1);

    /** Those that are made alone: none in the build, all under -Psoak. */
    private static final String ALONE = System.getProperty("namespacecerts.attack.alone", "");

    private static final Duration MOST = Duration.ofSeconds(2);

    private final String pem = CertificateBuilder.root("CN=Quiet").build().pem();

    /** In the build the costliest one, to see which it was when SiegeIT, with all together, fails. */
    @ParameterizedTest
    @MethodSource("alone")
    void oneAttackAlone(Attack attack) throws Exception {
        assertThat(percentile(attack(Set.of(attack)), 100)).isLessThan(MOST);
    }

    static Stream<Attack> alone() {
        return ALONE.isEmpty()
                ? Stream.of(Attack.COSTLY_CHAINS)
                : Arrays.stream(ALONE.split(",")).map(Attack::valueOf);
    }

    private List<Duration> attack(Set<Attack> attacks) throws Exception {
        List<Cluster> namespaces = new ArrayList<>();
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService attackers = Executors.newFixedThreadPool(attacks.size());
        try (Cluster quiet = new Cluster()) {
            quiet.create("warm-up", inline(pem));
            quiet.eventuallyReady("warm-up", "True", "Ready");
            List<CompletableFuture<Integer>> edits = new ArrayList<>();
            for (Attack attack : attacks) {
                Cluster namespace = new Cluster();
                namespaces.add(namespace);
                Attack.Edit edit = attack.prepare(namespace, SCALE);
                edits.add(CompletableFuture.supplyAsync(() -> repeat(edit, over), attackers));
            }
            List<Duration> waits = waits(quiet);
            over.set(true);
            List<Integer> counts = new ArrayList<>();
            edits.forEach(edit -> counts.add(edit.join()));
            System.out.printf(
                    "%s with %s edits: %d verdicts, median %d ms, p99 %d ms, most %d ms%n",
                    attacks,
                    counts,
                    waits.size(),
                    percentile(waits, 50).toMillis(),
                    percentile(waits, 99).toMillis(),
                    percentile(waits, 100).toMillis());
            return waits;
        } finally {
            over.set(true);
            attackers.shutdown();
            namespaces.forEach(FairnessIT::close);
        }
    }

    /** The API server may need more time than the client gives it to delete what was attacked with. */
    private static void close(Cluster cluster) {
        await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> {
            cluster.close();
            return true;
        });
    }

    private static int repeat(Attack.Edit edit, AtomicBoolean over) {
        int round = 0;
        while (!over.get()) {
            edit.make(round++);
        }
        return round;
    }

    /** How long each of some new bundles waits for its verdict; at most a minute each. */
    private List<Duration> waits(Cluster quiet) throws InterruptedException {
        List<Duration> waits = new ArrayList<>();
        long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
        while (System.nanoTime() < end) {
            String name = "quiet-" + waits.size();
            long start = System.nanoTime();
            quiet.create(name, inline(pem));
            boolean judged;
            Duration waited;
            do {
                judged = hasVerdict(quiet, name);
                waited = Duration.ofNanos(System.nanoTime() - start);
                Thread.sleep(judged ? 100 : 20);
            } while (!judged && waited.compareTo(Duration.ofMinutes(1)) < 0);
            waits.add(waited);
        }
        return waits;
    }

    private static boolean hasVerdict(Cluster cluster, String name) {
        NamespaceCertificateBundleStatus status = cluster.bundle(name).get().getStatus();
        return status != null && status.observedGeneration() != null;
    }

    private static Duration percentile(List<Duration> waits, int percent) {
        List<Duration> sorted = new ArrayList<>(waits);
        Collections.sort(sorted);
        return sorted.get(Math.max(0, (int) Math.ceil(sorted.size() * percent / 100.0) - 1));
    }
}
