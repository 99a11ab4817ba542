package dev.namespacecerts.operator;

import dev.namespacecerts.cluster.ControlPlane;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The operator as users run it: the packaged program, in a process of its own. */
public final class OperatorProcess implements AutoCloseable {
    /** The JVM's option for a process that lives for seconds: the optimising compiler would cost more than it gains. */
    static final String BRIEF = "-XX:TieredStopAtLevel=1";

    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
    private static final Pattern HEALTH = Pattern.compile("Health: (\\S+)/q/health");
    private static final String SEAL = "default/namespace-certificate-operator-seal";
    private static OperatorProcess shared;

    /** Kubernetes namespace of the shared operator's connections. */
    static final String CONNECTIONS = "connections-" + UUID.randomUUID();

    /** Kubernetes namespace that may use the connection "shared" of the shared operator. */
    static final String CONNECTION_USER = "it-" + UUID.randomUUID();

    private final Process process;
    private final Path log;

    private OperatorProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /** The one that watches the shared control plane for all tests of a JVM, with the chart's permissions. */
    public static synchronized OperatorProcess shared() {
        if (shared == null) {
            installCrds(ControlPlane.shared());
            Path kubeconfig = ChartRights.everyFeature(ControlPlane.shared());
            shared = start(
                            kubeconfig,
                            Map.of(
                                    "NAMESPACECERTS_SEAL",
                                    ChartRights.SEAL,
                                    "NAMESPACECERTS_CLOUD_HOSTS",
                                    "localhost",
                                    "NAMESPACECERTS_CLOUD_SHARED_NAMESPACE",
                                    CONNECTIONS,
                                    "NAMESPACECERTS_CLOUD_SHARED",
                                    "shared/" + CONNECTION_USER + "=*.a2dd6"))
                    .awaitStarted();
        }
        return shared;
    }

    /** Installs the CRDs as users do it and waits until the API server serves them; and what else the chart has. */
    public static void installCrds(ControlPlane controlPlane) {
        try (KubernetesClient client = controlPlane.client();
                Stream<Path> files = Files.list(Path.of("crds"))) {
            files.forEach(file -> installCrd(client, file));
            createSeal(client);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Installs a CRD and waits until the API server serves it. */
    static void installCrd(KubernetesClient client, Path file) {
        var crd = client.apiextensions().v1().customResourceDefinitions().load(file.toFile());
        crd.serverSideApply();
        crd.waitUntilCondition(
                there -> there != null
                        && there.getStatus() != null
                        && there.getStatus().getConditions() != null
                        && there.getStatus().getConditions().stream()
                                .anyMatch(c -> c.getType().equals("Established")
                                        && c.getStatus().equals("True")),
                30,
                TimeUnit.SECONDS);
    }

    /** The empty Secret that the chart has for the key of seals. */
    private static void createSeal(KubernetesClient client) {
        Secret seal = new SecretBuilder()
                .withNewMetadata()
                .withNamespace(SEAL.split("/")[0])
                .withName(SEAL.split("/")[1])
                .endMetadata()
                .build();
        if (client.resource(seal).get() == null) {
            client.resource(seal).create();
        }
    }

    /** Two that reconcile the same bundles must have one key, as replicas have. */
    private static synchronized boolean isBesideShared(Path kubeconfig) {
        return shared != null && kubeconfig.equals(ControlPlane.shared().kubeconfig());
    }

    /** Starts it and does not wait. */
    public static OperatorProcess start(Path kubeconfig, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString()));
        command.addAll(List.of(arguments));
        return start(Path.of(""), command, kubeconfig, environment);
    }

    /** Starts it as an image does: by a command of its own, in a folder of its own. */
    public static OperatorProcess start(
            Path folder, List<String> command, Path kubeconfig, Map<String, String> environment) {
        try {
            Path log = Files.createTempFile("operator", ".log");
            log.toFile().deleteOnExit();
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toAbsolutePath().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().put("KUBECONFIG", kubeconfig.toString());
            builder.environment().put("QUARKUS_HTTP_PORT", "0");
            builder.environment().put("NAMESPACECERTS_SEAL", isBesideShared(kubeconfig) ? ChartRights.SEAL : SEAL);
            builder.environment().putAll(environment);
            return new OperatorProcess(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it says where its health is, for as long as the chart's startup probe does. */
    public OperatorProcess awaitStarted() {
        long deadline = System.nanoTime() + Duration.ofSeconds(120).toNanos();
        while (!HEALTH.matcher(log()).find()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("The operator did not start:\n" + log());
            }
            pause();
        }
        return this;
    }

    /** All that it has printed so far. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port of its health and metrics. */
    int port() {
        return URI.create(address()).getPort();
    }

    private String address() {
        Matcher matcher = HEALTH.matcher(log());
        if (!matcher.find()) {
            throw new IllegalStateException("not started");
        }
        return matcher.group(1);
    }

    /** What one of its HTTP paths answers, for example {@code /q/metrics}. */
    public String get(String path) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(address() + path))
                                    .header("Accept", "text/plain;version=0.0.4, */*;q=0.5")
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** How many objects of each class are in its memory, after a full garbage collection. */
    public String liveObjects() {
        return jcmd("GC.class_histogram");
    }

    /** What a diagnostic command of its JVM prints. */
    public String jcmd(String... command) {
        List<String> all = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(process.pid())));
        all.addAll(List.of(command));
        try {
            Process diagnosis =
                    new ProcessBuilder(all).redirectErrorStream(true).start();
            return new String(diagnosis.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes all objects that are in its memory after a full garbage collection into a file. */
    void dumpHeap(Path file) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            Process dump = new ProcessBuilder(
                            jcmd.toString(), Long.toString(process.pid()), "GC.heap_dump", file.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(dump.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!Files.exists(file)) {
                throw new IllegalStateException(said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Process process() {
        return process;
    }

    /** Sends SIGTERM and returns the exit code, at most 30 seconds later. */
    public int terminate() {
        process.destroy();
        return awaitExit();
    }

    /** Waits at most 30 seconds for the end and returns the exit code. */
    public int awaitExit() {
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The operator is still running:\n" + log());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
