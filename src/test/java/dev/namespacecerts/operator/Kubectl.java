package dev.namespacecerts.operator;

import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.testing.Tool;
import java.util.ArrayList;
import java.util.List;

/** The real kubectl, as users call it. */
public final class Kubectl {
    private final ControlPlane controlPlane;

    public Kubectl(ControlPlane controlPlane) {
        this.controlPlane = controlPlane;
    }

    /** What a call printed, to both streams, and how it ended. */
    public record Answer(int exitCode, String text) {}

    /** The program. */
    String path() {
        return controlPlane.kubectl();
    }

    /** Calls kubectl with an input, which may be empty. */
    public Answer call(String input, String... arguments) {
        List<String> command = new ArrayList<>(List.of(controlPlane.kubectl()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("KUBECONFIG", controlPlane.kubeconfig().toString());
        Tool.Result result = Tool.tryTo(builder, input);
        return new Answer(result.exitCode(), result.output());
    }
}
