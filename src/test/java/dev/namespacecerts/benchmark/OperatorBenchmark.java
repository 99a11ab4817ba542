package dev.namespacecerts.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.namespacecerts.benchmark.ApiClient.Call;
import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.operator.OperatorProcess;
import dev.namespacecerts.testing.CertificateBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * How long it takes until 1,000 bundles that are created at once are all judged, as a ratio to what a bare HTTP client
 * needs for the same creations and as many patches of the size of the statuses, on the same API server in the same run.
 *
 * <p>The operator watches one Kubernetes namespace and the bare client works in another, turn by turn.
 */
public final class OperatorBenchmark {
    private static final int BUNDLES = Integer.getInteger("namespacecerts.bundles", 1_000);
    private static final int WARM_TURNS = 5;
    private static final String WATCHED = "watched";
    private static final String BARE = "bare";
    private static final Pattern JUDGED =
            Pattern.compile("\"name\":\"(bundle-\\d+)\".*\"status\":\\{.*\"observedGeneration\":1");

    private final ApiClient api;
    private final List<String> specs = new ArrayList<>();

    private OperatorBenchmark(ApiClient api) {
        this.api = api;
    }

    public static void main(String[] args) throws Exception {
        try (ControlPlane controlPlane = ControlPlane.start();
                ApiClient api = new ApiClient(controlPlane.kubeconfig())) {
            OperatorProcess.installCrds(controlPlane);
            new OperatorBenchmark(api).run(controlPlane);
        }
        System.exit(0); // the threads of the Kubernetes client are no daemons
    }

    /** One turn of the operator: how long it took, and a merge patch that writes a status such as it wrote. */
    private record Turn(long millis, String statusPatch) {}

    private void run(ControlPlane controlPlane) throws Exception {
        System.out.printf("Making %d bundles of two P-384 roots each%n", BUNDLES);
        for (int i = 0; i < BUNDLES; i++) {
            specs.add(root(2 * i) + root(2 * i + 1));
        }
        createNamespace(WATCHED);
        createNamespace(BARE);
        bareTurn("{}"); // so that the operator alone is cold
        try (OperatorProcess operator = OperatorProcess.start(
                        controlPlane.kubeconfig(), Map.of("NAMESPACECERTS_NAMESPACES", WATCHED))
                .awaitStarted()) {
            System.out.println("turn   operator ms   bare ms   ratio");
            turn("cold");
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < WARM_TURNS; i++) {
                ratios.add(turn("warm"));
            }
            ratios.sort(null);
            System.out.printf(
                    "Warm, median of %d: %.2f times the bare client%n", WARM_TURNS, ratios.get(WARM_TURNS / 2));
        }
    }

    private double turn(String name) throws Exception {
        Turn operator = operatorTurn();
        long bare = bareTurn(operator.statusPatch());
        double ratio = (double) operator.millis() / bare;
        System.out.printf("%-6s %11d %9d %7.2f%n", name, operator.millis(), bare, ratio);
        return ratio;
    }

    /** Creates all bundles, waits until the last is judged, and removes them. */
    private Turn operatorTurn() throws Exception {
        CompletableFuture<Void> judged = api.awaitEach(path(WATCHED), BUNDLES, JUDGED);
        long start = System.nanoTime();
        api.sendAll(creations(WATCHED));
        judged.get(5, TimeUnit.MINUTES);
        long millis = millisSince(start);
        JsonNode bundle = new ObjectMapper().readTree(api.get(path(WATCHED) + "/bundle-0"));
        removeAll(WATCHED);
        return new Turn(millis, "{\"status\":" + bundle.get("status") + "}");
    }

    /** Creates as many bundles, patches their statuses, and removes them; returns milliseconds. */
    private long bareTurn(String statusPatch) throws Exception {
        long start = System.nanoTime();
        api.sendAll(creations(BARE));
        List<Call> patches = new ArrayList<>();
        for (int i = 0; i < BUNDLES; i++) {
            patches.add(Call.patch(path(BARE) + "/bundle-" + i + "/status", statusPatch));
        }
        api.sendAll(patches);
        long millis = millisSince(start);
        removeAll(BARE);
        return millis;
    }

    private List<Call> creations(String namespace) {
        List<Call> creations = new ArrayList<>();
        for (int i = 0; i < BUNDLES; i++) {
            creations.add(
                    Call.create(path(namespace), """
                    {"apiVersion":"namespacecerts.dev/v1alpha1","kind":"NamespaceCertificateBundle",
                     "metadata":{"name":"bundle-%d"},"spec":{"certificates":[{"inline":"%s"}]}}
                    """.formatted(i, specs.get(i).replace("\n", "\\n"))));
        }
        return creations;
    }

    private void createNamespace(String name) {
        api.send(Call.create(
                "/api/v1/namespaces",
                "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"" + name + "\"}}"));
    }

    private void removeAll(String namespace) throws InterruptedException {
        api.send(Call.delete(path(namespace)));
        api.send(Call.delete("/api/v1/namespaces/" + namespace + "/events"));
        TimeUnit.SECONDS.sleep(2); // the operator sees them go, and the API server settles
    }

    private static String path(String namespace) {
        return "/apis/namespacecerts.dev/v1alpha1/namespaces/" + namespace + "/namespacecertificatebundles";
    }

    private static String root(int number) {
        return CertificateBuilder.root("CN=Acme Root " + number + ",O=Acme")
                .keyAlgorithm("ECDSA-P384")
                .build()
                .pem();
    }

    private static long millisSince(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }
}
