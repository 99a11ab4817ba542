package dev.namespacecerts.metrics;

import dev.namespacecerts.testing.GoProgram;

/** Prometheus's own judge of rules and metrics. */
public final class Promtool {
    private Promtool() {}

    /** Runs it and fails with what it says where it finds fault. */
    public static void check(String input, String... arguments) {
        // No service discovery is needed, and its clients of all clouds take minutes to compile.
        GoProgram.tool("promtool", "github.com/prometheus/prometheus/cmd/promtool", "remove_all_sd")
                .ask(input, arguments);
    }
}
