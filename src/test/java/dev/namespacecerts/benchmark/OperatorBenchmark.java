package dev.namespacecerts.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.namespacecerts.benchmark.ApiClient.Call;
import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.operator.OperatorProcess;
import dev.namespacecerts.testing.HeldCertificate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Measures how a fleet of bundles converges: created at once, cold and warm; after a change of a ConfigMap that 1,000 of
 * them share; while 1 % are edited each second; and what the operator does when nothing changes. The yardstick is a
 * minimal HTTP client that sends the same requests, on the same API server in the same run.
 */
public final class OperatorBenchmark {
    private static final List<Integer> SIZES = List.of(100, 1_000);
    private static final int WARM_TURNS = Integer.getInteger("namespacecerts.turns", 5);
    private static final int SECONDS = Integer.getInteger("namespacecerts.seconds", 60);

    /** Further options of the operator's JVM, besides those of the image. */
    private static final String JAVA_OPTIONS = System.getProperty("namespacecerts.java-options", "-XX:MaxRAM=512m");

    private static final String WATCHED = SideBySide.WATCHED;
    private static final String BARE = SideBySide.BARE;
    /** The API server ends a request that deletes more than it can in a minute. */
    private static final int AT_ONCE = 500;

    private static final double P50 = 0.5;
    private static final double P99 = 0.99;

    private static final double COLD_RATIO = 2;
    private static final double WARM_RATIO = 1.5;
    private static final double CPU_MILLIS = 4;
    private static final double STEADY_P99_MILLIS = 1_000;
    private static final double IDLE_PERCENT = 0.5;

    private final Figures figures = Figures.of("operator");
    private final ApiClient api;
    private final int size;
    private final OperatorResources operator;
    private final Convergence bundles;
    private final Convergence filters;
    private Fleet fleet;

    /** One creation of a fleet. */
    private record Turn(
            double operatorMillis, double bareMillis, double p50, double p99, double cpu, RequestCounts sent) {
        double ratio() {
            return operatorMillis / bareMillis;
        }
    }

    private OperatorBenchmark(ApiClient api, int size, OperatorProcess process) {
        this.api = api;
        this.size = size;
        this.operator = new OperatorResources(process.process());
        this.bundles = new Convergence(api, SideBySide.bundles(WATCHED));
        this.filters = new Convergence(api, Fleet.filters(WATCHED));
    }

    /** @param args numbers of bundles */
    public static void main(String[] args) throws Exception {
        List<Integer> sizes = args.length == 0
                ? SIZES
                : Arrays.stream(args).map(Integer::valueOf).toList();
        try (ControlPlane controlPlane = ControlPlane.start();
                ApiClient api = new ApiClient(controlPlane.kubeconfig())) {
            OperatorProcess.installCrds(controlPlane);
            for (String namespace : List.of(WATCHED, BARE)) {
                api.send(Call.create(
                        "/api/v1/namespaces",
                        "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"" + namespace
                                + "\"}}"));
            }
            warmUp(api);
            for (int size : sizes) {
                try (OperatorProcess process = start(controlPlane)) {
                    new OperatorBenchmark(api, size, process).run();
                }
            }
        }
        System.exit(0); // the threads of the Kubernetes client are no daemons
    }

    /** As the image does, with its limit of memory. */
    static OperatorProcess start(ControlPlane controlPlane) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@jvm.options");
        command.addAll(Arrays.stream(JAVA_OPTIONS.split(" "))
                .filter(option -> !option.isEmpty())
                .toList());
        command.addAll(List.of("-jar", "target/quarkus-app/quarkus-run.jar"));
        return OperatorProcess.start(
                        Path.of(""), command, controlPlane.kubeconfig(), Map.of("NAMESPACECERTS_NAMESPACES", WATCHED))
                .awaitStarted();
    }

    /** The API server and the bare client are warm when the operator is still cold. */
    private static void warmUp(ApiClient api) {
        Fleet fleet = new Fleet(Fleet.MOST_SHARING);
        api.send(fleet.createSource(BARE));
        api.sendAll(fleet.creations(BARE));
        Fleet.removals(BARE).forEach(api::send);
    }

    private void run() throws Exception {
        Turn cold = turn();
        report("created, cold", cold, COLD_RATIO);
        List<Turn> warm = new ArrayList<>();
        for (int i = 0; i < WARM_TURNS; i++) {
            removeAll();
            warm.add(turn());
        }
        if (!warm.isEmpty()) {
            warm.sort((one, other) -> Double.compare(one.ratio(), other.ratio()));
            report("created, warm", warm.get(warm.size() / 2), WARM_RATIO);
        }
        changeSource();
        edit();
        idle();
        figures.add("peak resident memory", size, operator.peakMegabytes(), "MB");
        removeAll();
    }

    private void report(String name, Turn turn, double ratio) {
        boolean warm = ratio == WARM_RATIO;
        figures.add(name, size, turn.operatorMillis(), "ms", turn.bareMillis(), turn.ratio(), ratio);
        figures.add(name + ": p50 from write to status", size, turn.p50(), "ms");
        figures.add(name + ": p99 from write to status", size, turn.p99(), "ms");
        figures.add(name + ": CPU a bundle", size, turn.cpu() / size, "ms", null, null, warm ? CPU_MILLIS : null);
        requests(name, turn.sent(), size, "a bundle");
    }

    private void requests(String name, RequestCounts sent, int objects, String each) {
        figures.add(name + ": writes " + each, size, (double) sent.writes() / objects, "requests");
        figures.add(name + ": reads " + each, size, (double) sent.reads() / objects, "requests");
        figures.add(name + ": Events " + each, size, (double) sent.events() / objects, "requests");
        System.out.println("    " + sent);
    }

    /** Creates all bundles, waits until the last one is in step; then the bare client does the same. */
    private Turn turn() throws Exception {
        fleet = new Fleet(size);
        api.send(fleet.createSource(WATCHED));
        operator.awaitQuiet();
        bundles.begin(fleet::isInStep);
        filters.begin(Fleet::isFilterInStep);
        RequestCounts requests = api.sentByOthers();
        Duration cpu = operator.cpu();
        long start = System.nanoTime();
        api.sendAll(fleet.creations(WATCHED), this::writing);
        bundles.await();
        filters.await();
        double millis = millisSince(start);
        operator.awaitQuiet();
        double used = operator.cpu().minus(cpu).toMillis();
        RequestCounts sent = api.sentByOthers().without(requests).withoutOwners();
        return new Turn(millis, bareTurn(), bundles.percentile(P50), bundles.percentile(P99), used, sent);
    }

    private void writing(Call call) {
        String name = Fleet.name(ApiClient.json(call.body()));
        (call.path().endsWith("certificatefilters") ? filters : bundles).writing(name);
    }

    private double bareTurn() {
        List<Call> answers = fleet.answers(
                BARE,
                api.read(SideBySide.bundles(WATCHED) + "/" + Fleet.bundle(0)),
                api.read(Fleet.filters(WATCHED) + "/" + Fleet.bundle(0)),
                Fleet.published(api, WATCHED));
        long start = System.nanoTime();
        api.sendAll(fleet.creations(BARE));
        api.sendAll(answers);
        return millisSince(start);
    }

    private void changeSource() throws Exception {
        settle();
        bundles.begin(fleet::isInStep);
        RequestCounts requests = api.sentByOthers();
        Duration cpu = operator.cpu();
        Call change = fleet.changeSource(WATCHED);
        IntStream.range(0, fleet.sharing()).mapToObj(Fleet::bundle).forEach(bundles::writing);
        long start = System.nanoTime();
        api.send(change);
        bundles.await();
        double millis = millisSince(start);
        operator.awaitQuiet();
        double used = operator.cpu().minus(cpu).toMillis();
        RequestCounts sent = api.sentByOthers().without(requests);
        double bareMillis = bareChange();
        String name = "shared ConfigMap changed";
        figures.add(name, size, millis, "ms", bareMillis, millis / bareMillis, WARM_RATIO);
        figures.add(name + ": p99", size, bundles.percentile(P99), "ms");
        figures.add(name + ": CPU a bundle", size, used / fleet.sharing(), "ms");
        requests(name, sent, fleet.sharing(), "a bundle");
    }

    private double bareChange() {
        JsonNode bundle = api.read(SideBySide.bundles(WATCHED) + "/" + Fleet.bundle(0));
        List<Call> answers = fleet.answersToSource(BARE, bundle, Fleet.published(api, WATCHED));
        long start = System.nanoTime();
        api.sendAll(answers);
        return millisSince(start);
    }

    /** Edits 1 % of the bundles each second, evenly. */
    private void edit() throws Exception {
        int perSecond = Math.max(1, size / 100);
        List<Integer> order = new ArrayList<>(IntStream.range(0, size).boxed().toList());
        Collections.shuffle(order, new Random(size));
        int edits = Math.min(size, perSecond * SECONDS);
        List<HeldCertificate> cas = IntStream.range(0, edits)
                .parallel()
                .mapToObj(i -> Fleet.root("New"))
                .toList();
        operator.awaitQuiet();
        bundles.begin(fleet::isInStep);
        RequestCounts requests = api.sentByOthers();
        Duration cpu = operator.cpu();
        long start = System.nanoTime();
        for (int i = 0; i < edits; i++) {
            long due = start + i * TimeUnit.SECONDS.toNanos(1) / perSecond;
            TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
            Call edit = fleet.edit(WATCHED, order.get(i), cas.get(i));
            bundles.writing(Fleet.bundle(order.get(i)));
            api.send(edit);
        }
        bundles.await();
        double seconds = millisSince(start) / 1_000;
        operator.awaitQuiet();
        double used = operator.cpu().minus(cpu).toMillis();
        String name = "1 % edited each second";
        figures.add(name + ": p50", size, bundles.percentile(P50), "ms");
        figures.add(name + ": p99", size, bundles.percentile(P99), "ms", null, null, STEADY_P99_MILLIS);
        figures.add(name + ": edits a second", size, edits / seconds, "edits");
        figures.add(name + ": CPU an edit", size, used / edits, "ms");
        requests(name, api.sentByOthers().without(requests), edits, "an edit");
    }

    private void idle() throws Exception {
        settle();
        RequestCounts requests = api.sentByOthers();
        Duration cpu = operator.cpu();
        TimeUnit.SECONDS.sleep(SECONDS);
        double percent = operator.cpu().minus(cpu).toMillis() / 10.0 / SECONDS;
        RequestCounts sent = api.sentByOthers().without(requests);
        figures.add("idle: CPU of one core", size, percent, "%", null, null, IDLE_PERCENT);
        figures.add("idle: requests", size, sent.all(), "requests", null, null, 0.0);
        System.out.println("    " + sent);
    }

    private void removeAll() throws InterruptedException {
        for (String namespace : List.of(WATCHED, BARE)) {
            for (Call removal : Fleet.removals(namespace)) {
                for (int removed = 0; removed <= size; removed += AT_ONCE) {
                    api.send(Call.delete(removal.path() + "?limit=" + AT_ONCE));
                }
            }
        }
        settle();
    }

    private void settle() throws InterruptedException {
        operator.awaitQuiet();
        api.awaitSilence();
    }

    private static double millisSince(long start) {
        return (System.nanoTime() - start) / 1e6;
    }
}
