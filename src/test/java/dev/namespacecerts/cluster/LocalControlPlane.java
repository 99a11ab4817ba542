package dev.namespacecerts.cluster;

import java.io.IOException;

/** The control plane of {@code deploy/demo}: runs until its standard input ends. */
public final class LocalControlPlane {
    private LocalControlPlane() {}

    /** Prints one line, {@code ready <kubeconfig> <kubectl>}, once the API server is ready. */
    public static void main(String[] args) throws IOException {
        try (ControlPlane controlPlane = ControlPlane.start()) {
            System.out.println("ready " + controlPlane.kubeconfig() + " " + controlPlane.kubectl());
            while (System.in.read() >= 0) {
                // Input is ignored; only its end matters.
            }
        } catch (IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }
}
