package dev.namespacecerts.cluster;

import dev.namespacecerts.cluster.ApiServerSource.Surroundings;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubeapitest.KubeAPITestException;
import io.fabric8.kubeapitest.binary.BinaryManager;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;

/** A real API server for tests and the demo, found in the order of {@link ApiServerSource}. */
public final class ControlPlane implements AutoCloseable {
    private static ControlPlane shared;

    private final ApiServerSource source;
    private final Path kubeconfig;
    private final Path kubectl;
    private final Runnable stop;

    private ControlPlane(ApiServerSource source, Path kubeconfig, Path kubectl, Runnable stop) {
        this.source = source;
        this.kubeconfig = kubeconfig;
        this.kubectl = kubectl;
        this.stop = stop;
    }

    /** The one that the tests of a JVM share; it ends with the JVM. */
    public static synchronized ControlPlane shared() {
        if (shared == null) {
            shared = start();
        }
        return shared;
    }

    /**
     * Starts a separate one. The kube-apiserver gets further flags if it is a process of this machine.
     *
     * @throws IllegalStateException if none is available; the message says how to provide one
     */
    public static ControlPlane start(String... apiServerFlags) {
        ApiServerSource source = ApiServerSource.choose(surroundings());
        return switch (source) {
            case KUBECONFIG -> new ControlPlane(source, Path.of(env("NAMESPACECERTS_TEST_KUBECONFIG")), null, () -> {});
            case ENVTEST -> processes(source, envtest().orElseThrow(), apiServerFlags);
            case DOCKER -> k3s(source);
            case GO -> processes(source, Path.of(Programs.lastLine("deploy/local/build")), apiServerFlags);
            case DOWNLOAD -> processes(source, download(), apiServerFlags);
        };
    }

    /** Where it was found. */
    public ApiServerSource source() {
        return source;
    }

    /** A kubeconfig with all permissions. */
    public Path kubeconfig() {
        return kubeconfig;
    }

    /** The kubectl that came with it, or the one on the PATH. */
    public String kubectl() {
        return kubectl != null && Files.isExecutable(kubectl) ? kubectl.toString() : "kubectl";
    }

    /** A client with all permissions; the caller must close it. */
    public KubernetesClient client() {
        try {
            return new KubernetesClientBuilder()
                    .withConfig(Config.fromKubeconfig(Files.readString(kubeconfig)))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop.run();
    }

    private static ControlPlane processes(ApiServerSource source, Path programs, String... apiServerFlags) {
        LocalProcesses processes = LocalProcesses.start(programs, List.of(apiServerFlags));
        return new ControlPlane(source, processes.kubeconfig(), processes.kubectl(), processes::close);
    }

    private static ControlPlane k3s(ApiServerSource source) {
        K3sContainer container = new K3sContainer(DockerImageName.parse("rancher/k3s:v1.33.5-k3s1"));
        container.start();
        try {
            Path kubeconfig = Files.createTempFile("k3s", ".kubeconfig");
            Files.writeString(kubeconfig, container.getKubeConfigYaml());
            kubeconfig.toFile().deleteOnExit();
            return new ControlPlane(source, kubeconfig, null, container::stop);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Surroundings surroundings() {
        return new Surroundings(
                () -> env("NAMESPACECERTS_TEST_KUBECONFIG") != null,
                () -> envtest().isPresent(),
                () -> Programs.succeeds("docker", "info"),
                () -> Programs.succeeds("go", "version"),
                () -> true);
    }

    private static Optional<Path> envtest() {
        return Optional.ofNullable(env("KUBEBUILDER_ASSETS"))
                .map(Path::of)
                .flatMap(Programs::folderWithApiServer)
                .or(() -> Programs.folderWithApiServer(kubeApiTestFolder()));
    }

    private static Path kubeApiTestFolder() {
        return Path.of(new KubeAPIServerConfigBuilder().build().getKubeAPITestDir());
    }

    private static Path download() {
        BinaryManager manager = new BinaryManager(new KubeAPIServerConfigBuilder().build());
        try {
            manager.initAndDownloadIfRequired();
        } catch (KubeAPITestException e) {
            throw new IllegalStateException(ApiServerSource.noneOfThem(), e);
        }
        return manager.binaries().getApiServer().getParentFile().toPath();
    }

    private static String env(String name) {
        String value = System.getenv(name);
        return value == null || value.isBlank() ? null : value;
    }
}
