package dev.namespacecerts.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.namespacecerts.benchmark.ApiClient.Call;
import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.operator.OperatorProcess;
import dev.namespacecerts.testing.CertificateBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Measures the time until 1,000 bundles that are created at once are all evaluated. The result is the ratio to a
 * minimal HTTP client that makes the same creations and as many patches of the size of the statuses, on the same API
 * server in the same run.
 */
public final class OperatorBenchmark extends SideBySide {
    private static final int BUNDLES = Integer.getInteger("namespacecerts.bundles", 1_000);
    private static final int WARM_TURNS = 5;
    private static final Pattern JUDGED =
            Pattern.compile("\"name\":\"(bundle-\\d+)\".*\"status\":\\{.*\"observedGeneration\":1");

    private final List<String> specs = new ArrayList<>();

    /** Writes a status like the last one of the operator. */
    private String statusPatch = "{}";

    private OperatorBenchmark(ApiClient api) {
        super(api, "bare client");
        System.out.printf("Making %d bundles of two P-384 roots each%n", BUNDLES);
        for (int i = 0; i < BUNDLES; i++) {
            specs.add(root(2 * i) + root(2 * i + 1));
        }
    }

    public static void main(String[] args) throws Exception {
        try (ControlPlane controlPlane = ControlPlane.start();
                ApiClient api = new ApiClient(controlPlane.kubeconfig())) {
            OperatorProcess.installCrds(controlPlane);
            new OperatorBenchmark(api).run(controlPlane, WARM_TURNS);
        }
        System.exit(0); // the threads of the Kubernetes client are no daemons
    }

    /** Creates all bundles, waits until the last one is evaluated, and deletes them. */
    @Override
    long operatorTurn() throws Exception {
        CompletableFuture<Void> judged = api.awaitEach(bundles(WATCHED), BUNDLES, JUDGED);
        long start = System.nanoTime();
        api.sendAll(creations(WATCHED));
        judged.get(5, TimeUnit.MINUTES);
        long millis = millisSince(start);
        JsonNode bundle = new ObjectMapper().readTree(api.get(bundles(WATCHED) + "/bundle-0"));
        removeAll(WATCHED);
        statusPatch = "{\"status\":" + bundle.get("status") + "}";
        return millis;
    }

    /** Creates as many bundles, patches their statuses, and removes them; returns milliseconds. */
    @Override
    long bareTurn() throws Exception {
        long start = System.nanoTime();
        api.sendAll(creations(BARE));
        List<Call> patches = new ArrayList<>();
        for (int i = 0; i < BUNDLES; i++) {
            patches.add(Call.patch(bundles(BARE) + "/bundle-" + i + "/status", statusPatch));
        }
        api.sendAll(patches);
        long millis = millisSince(start);
        removeAll(BARE);
        return millis;
    }

    private List<Call> creations(String namespace) {
        List<Call> creations = new ArrayList<>();
        for (int i = 0; i < BUNDLES; i++) {
            creations.add(Call.create(
                    bundles(namespace), """
                    {"apiVersion":"namespacecerts.dev/v1alpha1","kind":"NamespaceCertificateBundle",
                     "metadata":{"name":"bundle-%d"},"spec":{"certificates":[{"inline":"%s"}]}}
                    """.formatted(i, specs.get(i).replace("\n", "\\n"))));
        }
        return creations;
    }

    private void removeAll(String namespace) throws InterruptedException {
        api.send(Call.delete(bundles(namespace)));
        api.send(Call.delete("/api/v1/namespaces/" + namespace + "/events"));
        TimeUnit.SECONDS.sleep(2); // the operator notices the deletion, and the API server becomes idle
    }

    private static String root(int number) {
        return CertificateBuilder.root("CN=Acme Root " + number + ",O=Acme")
                .keyAlgorithm("ECDSA-P384")
                .build()
                .pem();
    }
}
