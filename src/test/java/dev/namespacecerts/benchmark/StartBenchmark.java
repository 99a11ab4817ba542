package dev.namespacecerts.benchmark;

import dev.namespacecerts.benchmark.ApiClient.Call;
import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.image.DockerlessBuild;
import dev.namespacecerts.operator.OperatorProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Measures the start of the operator in the image's JVM: from the start of the process to the status of a bundle that was
 * there before, with and without the AOT cache; and a restart with many bundles until it is idle, with the writes that it
 * sends. The argument says how many bundles.
 */
public final class StartBenchmark {
    private static final int BUNDLES = 1_000;
    private static final int STARTS = Integer.getInteger("namespacecerts.starts", 5);
    private static final Pattern JUDGED =
            Pattern.compile("\"name\":\"(bundle-\\d+)\".*\"status\":\\{.*\"observedGeneration\":1");

    private final ControlPlane controlPlane;
    private final Path image;
    private final ApiClient api;
    private final CrowdedCluster cluster;
    private final Figures figures = Figures.of("start");

    private StartBenchmark(ControlPlane controlPlane, Path image, ApiClient api) {
        this.controlPlane = controlPlane;
        this.image = image;
        this.api = api;
        this.cluster = new CrowdedCluster(api);
    }

    public static void main(String[] args) {
        int failed = 1;
        try {
            measure(args.length == 0 ? BUNDLES : Integer.parseInt(args[0]));
            failed = 0;
        } catch (Exception | AssertionError e) {
            e.printStackTrace();
        } finally {
            System.exit(failed); // the threads of the Kubernetes client are no daemons
        }
    }

    private static void measure(int bundles) throws Exception {
        Path image = DockerlessBuild.build(Files.createTempDirectory("image"));
        try (ControlPlane controlPlane = ControlPlane.start();
                ApiClient api = new ApiClient(controlPlane.kubeconfig())) {
            OperatorProcess.installCrds(controlPlane);
            new StartBenchmark(controlPlane, image, api).run(bundles);
        }
    }

    private void run(int bundles) throws Exception {
        List<String> cached = DockerlessBuild.entrypoint();
        List<String> plain = cached.stream()
                .filter(argument -> !argument.startsWith("-XX:AOTCache"))
                .toList();
        firstVerdict("first verdict with the AOT cache", cached, 1_500);
        firstVerdict("first verdict without it", plain, 3_000);
        restart(cached, bundles);
    }

    /** The median of some starts, after one that is not counted. */
    private void firstVerdict(String name, List<String> entrypoint, double target) throws Exception {
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i <= STARTS; i++) {
            cluster.createBundles(0, 1);
            var judged = api.awaitEach(CrowdedCluster.bundles(), 1, JUDGED);
            try (RunningOperator operator = new RunningOperator(image, controlPlane.kubeconfig(), entrypoint)) {
                judged.get(1, TimeUnit.MINUTES);
                millis.add(operator.millisSinceStart());
            }
            api.send(Call.delete(CrowdedCluster.bundles()));
            api.send(Call.delete("/api/v1/namespaces/" + CrowdedCluster.NAMESPACE + "/configmaps"));
        }
        millis.remove(0);
        millis.sort(null);
        figures.add(name, 1, millis.get(STARTS / 2), "ms", null, null, target);
    }

    private void restart(List<String> entrypoint, int bundles) throws Exception {
        try (RunningOperator operator = new RunningOperator(image, controlPlane.kubeconfig(), entrypoint)) {
            Fleet fleet = new Fleet(bundles);
            api.send(fleet.createSource(CrowdedCluster.NAMESPACE));
            api.sendAll(fleet.creations(CrowdedCluster.NAMESPACE));
            operator.awaitIdle(bundles);
        }
        api.awaitSilence();
        RequestCounts before = api.sentByOthers();
        try (RunningOperator operator = new RunningOperator(image, controlPlane.kubeconfig(), entrypoint)) {
            long millis = operator.awaitIdle(bundles);
            figures.add("restart until idle", bundles, millis / 1000.0, "s", null, null, 10.0);
            RequestCounts sent = api.sentByOthers().without(before);
            figures.add("writes at the restart", bundles, sent.writes() + sent.events(), "requests", null, null, 0.0);
            figures.add("reads and pages of lists at the restart", bundles, sent.reads(), "requests");
            System.out.println("    " + sent);
        }
    }
}
