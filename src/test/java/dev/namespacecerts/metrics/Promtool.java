package dev.namespacecerts.metrics;

import dev.namespacecerts.testing.GoProgram;

/** Prometheus's own checker of rules and metrics. */
public final class Promtool {
    private Promtool() {}

    /** Runs it, and fails with its output if it reports an error. */
    public static void check(String input, String... arguments) {
        // No service discovery is needed, and its clients of all clouds take minutes to compile.
        GoProgram.tool("promtool", "github.com/prometheus/prometheus/cmd/promtool", "remove_all_sd")
                .ask(input, arguments);
    }
}
