package dev.namespacecerts.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.operator.Replicas.Replica;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All attacks at once on two replicas with the image's heap, while another tenant creates a bundle each second. */
@Tag("alone")
class SiegeIT {
    /** 6 in the build, 300 under -Psoak. */
    private static final int SECONDS = Integer.getInteger("namespacecerts.attack.seconds", 6);

    /** How many objects there are to attack with: 1 in the build, 5 under -Psoak. */
    private static final int SCALE = Integer.getInteger("namespacecerts.attack.scale", 1);

    /** The 99th percentile of few verdicts is the slowest one, which depends mostly on the load of the machine. */
    private static final int PERCENT = SECONDS < 100 ? 50 : 99;

    private static final Duration MOST = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration LEASE_DURATION = Duration.ofSeconds(10);

    /** Between two edits of one attack, so that the API server, on the same processors, is not the bottleneck. */
    private static final Duration PAUSE = Duration.ofMillis(20);

    private static final Map<String, String> JVM = Map.of("JDK_JAVA_OPTIONS", Pod.JVM, "JAVA_TOOL_OPTIONS", "-Xlog:gc");

    /** What the attackers write is up to a mebibyte each time: etcd forgets old revisions sooner than by default. */
    private static final String COMPACTION = "--etcd-compaction-interval=10s";

    private static final Pattern COLLECTION =
            Pattern.compile("Pause (Young|Full) .*?(\\d+)M->(\\d+)M\\(\\d+M\\) ([\\d.]+)ms");

    private final Map<String, AtomicInteger> edits = new TreeMap<>();
    private final Map<String, AtomicInteger> refusals = new TreeMap<>();
    private final AtomicBoolean over = new AtomicBoolean();

    @TempDir
    private Path folder;

    @Test
    void anotherTenantGetsItsVerdictsWithinThreeSeconds() throws Exception {
        ExecutorService attackers = Executors.newCachedThreadPool();
        try (Replicas replicas = new Replicas(folder, LEASE_DURATION, JVM, COMPACTION)) {
            Replica first = replicas.start("one");
            Replica second = replicas.start("two");
            Replica leader = replicas.awaitLeader(LEASE_DURATION.plusSeconds(5));
            List<CompletableFuture<Void>> attacks = prepare(replicas, attackers);
            try (Cluster victim = new Cluster(replicas.controlPlane());
                    HalfRequests halfRequests =
                            new HalfRequests(leader.process().port());
                    VerdictTimes times = new VerdictTimes(victim)) {
                attacks.add(repeat("HALF_REQUESTS", halfRequests, attackers));
                assertUnharmed(first, second);
                times.measure(SECONDS, PATIENCE);
                over.set(true);
                attacks.forEach(CompletableFuture::join);
                assertUnharmed(first, second);
                leader.process().liveObjects(); // after a full garbage collection
                report(times, leader);
                assertThat(percentile(times.verdicts(), PERCENT)).isLessThan(MOST);
            }
            assertThat(replicas.holder()).isEqualTo(leader);
            assertThat(live(leader)).isLessThan(Pod.heapMebibytes() * 4 / 5);
            assertThat(replicas.writesWithoutLease()).isEmpty();
            assertThat(edits.values()).allSatisfy(count -> assertThat(count).hasPositiveValue());
        } finally {
            over.set(true);
            attackers.shutdown();
        }
    }

    /** Starts each attack as a user with the role edit in a separate Kubernetes namespace. */
    private List<CompletableFuture<Void>> prepare(Replicas replicas, ExecutorService attackers) {
        Map<Attack, Attack.Edit> prepared = new TreeMap<>();
        for (Attack attack : Attack.values()) {
            Cluster namespace = new Cluster(replicas.controlPlane());
            KubernetesClient tenant = Tenant.edit(namespace);
            prepared.put(attack, attack.prepare(namespace.as(tenant), SCALE));
        }
        List<CompletableFuture<Void>> attacks = new ArrayList<>();
        prepared.forEach((attack, edit) -> attacks.add(repeat(attack.name(), edit, attackers)));
        return attacks;
    }

    private CompletableFuture<Void> repeat(String attack, Attack.Edit edit, ExecutorService attackers) {
        AtomicInteger made = edits.computeIfAbsent(attack, name -> new AtomicInteger());
        AtomicInteger refused = refusals.computeIfAbsent(attack, name -> new AtomicInteger());
        return CompletableFuture.runAsync(
                () -> {
                    for (int round = 0; !over.get(); round++) {
                        try {
                            edit.make(round);
                            made.incrementAndGet();
                        } catch (KubernetesClientException e) { // a busy API server refuses some
                            refused.incrementAndGet();
                        }
                        LockSupport.parkNanos(PAUSE.toNanos());
                    }
                },
                attackers);
    }

    private static void assertUnharmed(Replica... replicas) {
        for (Replica replica : replicas) {
            String log = replica.process().log();
            assertThat(replica.process().process().isAlive())
                    .as(replica.name() + ": " + COLLECTION.matcher(log).replaceAll(""))
                    .isTrue();
            assertThat(log).doesNotContain("java.lang.OutOfMemoryError");
        }
    }

    private void report(VerdictTimes times, Replica leader) {
        List<MatchResult> collections = collections(leader);
        System.out.printf(
                "%d s, edits %s, refused %s%n  %d verdicts: %s%n  writes alone: %s%n"
                        + "  heap of %d MiB: at most %d MiB after a collection, at the end %d MiB live;"
                        + " longest of %d pauses %.0f ms%n",
                SECONDS,
                edits,
                refusals,
                times.verdicts().size(),
                summary(times.verdicts()),
                summary(times.writes()),
                Pod.heapMebibytes(),
                collections.stream()
                        .mapToInt(c -> Integer.parseInt(c.group(3)))
                        .max()
                        .orElse(0),
                live(leader),
                collections.size(),
                collections.stream()
                        .mapToDouble(c -> Double.parseDouble(c.group(4)))
                        .max()
                        .orElse(0));
    }

    private static String summary(Collection<Duration> durations) {
        return "median %d ms, p99 %d ms, most %d ms"
                .formatted(
                        percentile(durations, 50).toMillis(),
                        percentile(durations, 99).toMillis(),
                        percentile(durations, 100).toMillis());
    }

    private static List<MatchResult> collections(Replica replica) {
        return COLLECTION.matcher(replica.process().log()).results().toList();
    }

    /** What was in use after the last full collection, in mebibytes. */
    private static int live(Replica replica) {
        return collections(replica).stream()
                .filter(collection -> collection.group(1).equals("Full"))
                .mapToInt(collection -> Integer.parseInt(collection.group(3)))
                .reduce((before, last) -> last)
                .orElseThrow();
    }

    private static Duration percentile(Collection<Duration> durations, int percent) {
        List<Duration> sorted = durations.stream().sorted().toList();
        return sorted.get(Math.max(0, (int) Math.ceil(sorted.size() * percent / 100.0) - 1));
    }
}
