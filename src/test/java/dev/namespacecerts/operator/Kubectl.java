package dev.namespacecerts.operator;

import dev.namespacecerts.cluster.ControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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

    /** Calls kubectl with an input, which may be empty. */
    public Answer call(String input, String... arguments) {
        List<String> command = new ArrayList<>(List.of(controlPlane.kubectl()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("KUBECONFIG", controlPlane.kubeconfig().toString());
        try {
            Process process = builder.start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(process.waitFor(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
