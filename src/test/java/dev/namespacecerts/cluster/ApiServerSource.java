package dev.namespacecerts.cluster;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Sources of an API server for tests and the demo, in the order in which they are tried. */
public enum ApiServerSource {
    /** A cluster that is configured for this purpose. Never that of KUBECONFIG or of the home directory. */
    KUBECONFIG("a kubeconfig named in NAMESPACECERTS_TEST_KUBECONFIG"),
    /** Programs laid out as envtest does, or those that kube-api-test has already downloaded. */
    ENVTEST("etcd and kube-apiserver in the folder named in KUBEBUILDER_ASSETS, or in kube-api-test's own"),
    /** k3s through Testcontainers. */
    DOCKER("a Docker engine that answers (k3s runs in it)"),
    /** The programs that deploy/local/build makes from Go modules. */
    GO("Go 1.26 or newer on the PATH (deploy/local/build makes a control plane with it)"),
    /** What kube-api-test can fetch. */
    DOWNLOAD("a connection over which kube-api-test can download its programs");

    private final String description;

    ApiServerSource(String description) {
        this.description = description;
    }

    /** Detects which sources exist. Each check runs only if all previous ones failed. */
    public record Surroundings(
            BooleanSupplier kubeconfig,
            BooleanSupplier envtest,
            BooleanSupplier docker,
            BooleanSupplier go,
            BooleanSupplier download) {
        private BooleanSupplier of(ApiServerSource source) {
            return switch (source) {
                case KUBECONFIG -> kubeconfig;
                case ENVTEST -> envtest;
                case DOCKER -> docker;
                case GO -> go;
                case DOWNLOAD -> download;
            };
        }
    }

    /**
     * The first source that exists.
     *
     * @throws IllegalStateException listing all five if there is none
     */
    public static ApiServerSource choose(Surroundings surroundings) {
        return Arrays.stream(values())
                .filter(source -> surroundings.of(source).getAsBoolean())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(noneOfThem()));
    }

    /** Message if none of the five exists. */
    static String noneOfThem() {
        return Arrays.stream(values())
                .map(source -> (source.ordinal() + 1) + ". " + source.description)
                .collect(Collectors.joining(
                        "\n  ", "There is no API server to be had here. One of these is needed:\n  ", ""));
    }
}
