package dev.namespacecerts.benchmark;

import dev.namespacecerts.benchmark.ApiClient.Call;
import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.operator.OperatorProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The operator and a bare client at the same task on the same API server in the same run, turn by turn. The operator watches
 * one Kubernetes namespace and the bare client works in another; what is measured is the ratio.
 */
abstract class SideBySide {
    static final String WATCHED = "watched";
    static final String BARE = "bare";

    final ApiClient api;
    private final String bareName;

    /** Null before it was started. */
    OperatorProcess operator;

    SideBySide(ApiClient api, String bareName) {
        this.api = api;
        this.bareName = bareName;
    }

    /** One turn of the operator in {@link #WATCHED}; returns milliseconds. */
    abstract long operatorTurn() throws Exception;

    /** One turn of the bare client in {@link #BARE}; returns milliseconds. */
    abstract long bareTurn() throws Exception;

    /** Called after each turn, the cold one first. */
    void measured(String turn, long operatorMillis, long bareMillis) {}

    /**
     * One turn of a bare client first, so that the operator alone is cold, then cold and warm turns of both. The operator runs
     * with the JVM options of the image.
     */
    final void run(ControlPlane controlPlane, int warmTurns) throws Exception {
        createNamespace(WATCHED);
        createNamespace(BARE);
        bareTurn();
        try (OperatorProcess started = OperatorBenchmark.start(controlPlane)) {
            operator = started;
            System.out.println("turn   operator ms   bare ms   ratio");
            turn("cold");
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < warmTurns; i++) {
                ratios.add(turn("warm"));
            }
            ratios.sort(null);
            System.out.printf(
                    "Warm, median of %d: %.2f times the %s%n", warmTurns, ratios.get(warmTurns / 2), bareName);
        }
    }

    private double turn(String name) throws Exception {
        long operatorMillis = operatorTurn();
        long bareMillis = bareTurn();
        double ratio = (double) operatorMillis / bareMillis;
        System.out.printf("%-6s %11d %9d %7.2f%n", name, operatorMillis, bareMillis, ratio);
        measured(name, operatorMillis, bareMillis);
        return ratio;
    }

    final void createNamespace(String name) {
        api.send(Call.create(
                "/api/v1/namespaces",
                "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"" + name + "\"}}"));
    }

    static String bundles(String namespace) {
        return "/apis/namespacecerts.dev/v1alpha1/namespaces/" + namespace + "/namespacecertificatebundles";
    }

    static long millisSince(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }
}
