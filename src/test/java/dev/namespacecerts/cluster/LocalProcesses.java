package dev.namespacecerts.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A control plane of processes on this machine: etcd, kube-apiserver and, where it is there, kube-controller-manager. */
final class LocalProcesses implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path programs;
    private final Path data;
    private final String token = randomHex();
    private final Deque<Process> processes = new ArrayDeque<>();
    private final List<String> apiServerFlags;

    private LocalProcesses(Path programs, Path data, List<String> apiServerFlags) {
        this.programs = programs;
        this.data = data;
        this.apiServerFlags = apiServerFlags;
    }

    /** Starts them and waits until the API server is ready. Data lives in a new temporary folder until it is closed. */
    static LocalProcesses start(Path programs, List<String> apiServerFlags) {
        try {
            LocalProcesses started =
                    new LocalProcesses(programs, Files.createTempDirectory("control-plane"), apiServerFlags);
            Runtime.getRuntime().addShutdownHook(new Thread(started::close));
            try {
                started.start();
            } catch (IOException | RuntimeException e) {
                started.close();
                throw e;
            }
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path kubeconfig() {
        return data.resolve("kubeconfig");
    }

    Path kubectl() {
        return programs.resolve("kubectl");
    }

    private void start() throws IOException {
        int[] ports = freePorts(3);
        String etcd = "http://127.0.0.1:" + ports[0];
        run(
                "etcd",
                "--data-dir=" + data.resolve("etcd"),
                "--listen-client-urls=" + etcd,
                "--advertise-client-urls=" + etcd,
                "--listen-peer-urls=http://127.0.0.1:" + ports[1],
                "--unsafe-no-fsync",
                "--log-level=error");
        writeServiceAccountKeys();
        Files.writeString(data.resolve("tokens.csv"), token + ",admin,admin,system:masters\n");
        List<String> flags = new ArrayList<>(List.of(
                "--etcd-servers=" + etcd,
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--endpoint-reconciler-type=none",
                "--secure-port=" + ports[2],
                "--cert-dir=" + data.resolve("certificates"),
                "--authorization-mode=RBAC",
                "--token-auth-file=" + data.resolve("tokens.csv"),
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-signing-key-file=" + data.resolve("service-account.key"),
                "--service-account-key-file=" + data.resolve("service-account.pub"),
                "--service-cluster-ip-range=10.0.0.0/24",
                "--allow-privileged=true"));
        flags.addAll(apiServerFlags);
        run("kube-apiserver", flags.toArray(String[]::new));
        awaitReady("https://127.0.0.1:" + ports[2]);
        writeKubeconfig("https://127.0.0.1:" + ports[2]);
        if (Files.isExecutable(programs.resolve("kube-controller-manager"))) {
            run(
                    "kube-controller-manager",
                    "--kubeconfig=" + kubeconfig(),
                    "--controllers=clusterrole-aggregation-controller,garbage-collector-controller,namespace-controller,"
                            + "serviceaccount-controller",
                    "--leader-elect=false",
                    "--secure-port=0",
                    "--concurrent-gc-syncs=4");
        }
    }

    private void run(String name, String... flags) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(programs.resolve(name).toString());
        command.addAll(List.of(flags));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(data.resolve(name + ".log").toFile());
        builder.environment().put("NAMESPACECERTS_DIE_WITH_PARENT", "1");
        processes.push(builder.start());
    }

    private void awaitReady(String url) throws IOException {
        HttpClient client = HttpClient.newBuilder().sslContext(trustAll()).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/readyz"))
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofSeconds(5))
                .build();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            for (Process process : processes) {
                if (!process.isAlive()) {
                    throw new IllegalStateException("The control plane ended while it was starting:\n" + logs());
                }
            }
            try {
                if (client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 200) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(100);
            } catch (IOException notYet) {
                sleepBriefly();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        throw new IllegalStateException("The API server was not ready within " + PATIENCE + ":\n" + logs());
    }

    private static void sleepBriefly() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String logs() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String name : List.of("etcd.log", "kube-apiserver.log")) {
            Path log = data.resolve(name);
            if (Files.exists(log)) {
                List<String> lines = Files.readAllLines(log);
                lines.stream()
                        .skip(Math.max(0, lines.size() - 15))
                        .forEach(line -> text.append(line).append('\n'));
            }
        }
        return text.toString();
    }

    private void writeKubeconfig(String url) throws IOException {
        String authority = Base64.getEncoder()
                .encodeToString(Files.readAllBytes(data.resolve("certificates").resolve("apiserver.crt")));
        Files.writeString(kubeconfig(), """
                apiVersion: v1
                kind: Config
                current-context: local
                clusters:
                - name: local
                  cluster: {server: "%s", certificate-authority-data: "%s"}
                users:
                - name: admin
                  user: {token: "%s"}
                contexts:
                - name: local
                  context: {cluster: local, user: admin}
                """.formatted(url, authority, token));
    }

    /** A key pair for the tokens of ServiceAccounts. */
    private void writeServiceAccountKeys() throws IOException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair keys = generator.generateKeyPair();
            writePem("service-account.key", "PRIVATE KEY", keys.getPrivate());
            writePem("service-account.pub", "PUBLIC KEY", keys.getPublic());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void writePem(String name, String label, Key key) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        String pem = "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
        Files.writeString(data.resolve(name), pem, StandardCharsets.US_ASCII);
    }

    /** Ports that were free a moment ago, all different. */
    private static int[] freePorts(int count) throws IOException {
        int[] ports = new int[count];
        List<ServerSocket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            sockets.add(socket);
            ports[i] = socket.getLocalPort();
        }
        for (ServerSocket socket : sockets) {
            socket.close();
        }
        return ports;
    }

    private static String randomHex() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Only for the readiness check, before its certificate is known. */
    private static SSLContext trustAll() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustAll()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class TrustAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** Stops all processes, the last started first, and deletes their data. */
    @Override
    public synchronized void close() {
        while (!processes.isEmpty()) {
            Process process = processes.pop();
            process.destroyForcibly();
            process.onExit().join();
        }
        if (!Files.exists(data)) {
            return;
        }
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
