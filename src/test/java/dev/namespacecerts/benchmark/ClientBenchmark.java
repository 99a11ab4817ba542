package dev.namespacecerts.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.namespacecerts.benchmark.ApiClient.Call;
import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.operator.OperatorProcess;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.TestKeys;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Measures the time until 10,000 client Secrets (P-384, with an intermediate), selected by ten bundles, are evaluated that
 * are created at once. The yardstick is a loop that creates the same Secrets, verifies their two signatures with Bouncy
 * Castle, and patches the statuses, on the same API server in the same run. Then single Secrets are changed.
 */
public final class ClientBenchmark extends SideBySide {
    private static final int BUNDLES = 10;
    private static final int CLIENTS = Integer.getInteger("namespacecerts.clients", 10_000) / BUNDLES;
    private static final int WARM_TURNS = Integer.getInteger("namespacecerts.turns", 1);
    private static final int CHANGES = Integer.getInteger("namespacecerts.changes", 20);
    private static final int KEYS = 50;
    private static final double TARGET = 1.5;
    private static final String KEY = "ECDSA-P384";
    private static final Pattern EVALUATED =
            Pattern.compile("\"name\":\"(bundle-\\d+)\".*\"acceptedOfTotal\":\"" + CLIENTS + "/" + CLIENTS + "\"");
    private static final BouncyCastleProvider BC = new BouncyCastleProvider();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Figures figures = Figures.of("clients");
    private final HeldCertificate root = root("CN=Acme Root,O=Acme");
    private final HeldCertificate issuing = CertificateBuilder.intermediate("CN=Acme Issuing,O=Acme")
            .keyAlgorithm(KEY)
            .issuedBy(root)
            .build();
    private final List<KeyPair> keys = IntStream.range(0, KEYS)
            .mapToObj(i -> TestKeys.pair(KEY, new SecureRandom()))
            .toList();
    private final List<HeldCertificate> leaves;
    private final X509Certificate rootOfBareLoop = read(root);

    /** A status like the last one of the operator. */
    private String statusPatch = "{}";

    private double cpuMillis;

    private ClientBenchmark(ApiClient api) {
        super(api, "bare loop");
        System.out.printf("Making %d leaves (P-384), %d for each of %d bundles%n", CLIENTS * BUNDLES, CLIENTS, BUNDLES);
        leaves = IntStream.range(0, CLIENTS * BUNDLES)
                .parallel()
                .mapToObj(i -> leaf(i, issuing))
                .toList();
    }

    public static void main(String[] args) throws Exception {
        try (ControlPlane controlPlane = ControlPlane.start();
                ApiClient api = new ApiClient(controlPlane.kubeconfig())) {
            OperatorProcess.installCrds(controlPlane);
            new ClientBenchmark(api).measure(controlPlane);
        }
        System.exit(0); // the threads of the Kubernetes client are no daemons
    }

    private void measure(ControlPlane controlPlane) throws Exception {
        for (String namespace : List.of(WATCHED, BARE)) {
            createNamespace(namespace);
            api.sendAll(bundleCreations(namespace));
        }
        try (OperatorProcess process = OperatorBenchmark.start(controlPlane)) {
            operator = process;
            for (int turn = 0; turn <= WARM_TURNS; turn++) {
                if (turn > 0) {
                    removeAll(WATCHED);
                }
                double operatorMillis = operatorTurn();
                double bareMillis = bareTurn();
                String name = turn == 0 ? "evaluated, cold" : "evaluated, warm";
                figures.add(
                        name, CLIENTS * BUNDLES, operatorMillis, "ms", bareMillis, operatorMillis / bareMillis, TARGET);
                figures.add(
                        name + ": CPU of the operator per client",
                        CLIENTS * BUNDLES,
                        cpuMillis / (CLIENTS * BUNDLES),
                        "ms");
            }
            change();
        }
    }

    /** Creates the Secrets and waits until the last one is evaluated; returns milliseconds. */
    @Override
    long operatorTurn() throws Exception {
        Duration cpu = resources().cpu();
        CompletableFuture<Void> evaluated = api.awaitEach(bundles(WATCHED), BUNDLES, EVALUATED);
        long start = System.nanoTime();
        api.sendAll(creations(WATCHED));
        evaluated.get(5, TimeUnit.MINUTES);
        long millis = millisSince(start);
        resources().awaitQuiet();
        cpuMillis = resources().cpu().minus(cpu).toMillis();
        JsonNode bundle = JSON.readTree(api.get(bundles(WATCHED) + "/bundle-0"));
        statusPatch = "{\"status\":" + bundle.get("status") + "}";
        return millis;
    }

    /** Creates the Secrets, verifies each, and patches the statuses; returns milliseconds. */
    @Override
    long bareTurn() throws Exception {
        long start = System.nanoTime();
        api.sendAll(creations(BARE));
        leaves.parallelStream().forEach(this::verify);
        for (int i = 0; i < BUNDLES; i++) {
            api.send(Call.patch(bundles(BARE) + "/bundle-" + i + "/status", statusPatch));
        }
        long millis = millisSince(start);
        removeAll(BARE);
        return millis;
    }

    private void verify(HeldCertificate leaf) {
        try {
            X509Certificate intermediate = read(issuing);
            read(leaf).verify(intermediate.getPublicKey(), BC);
            intermediate.verify(rootOfBareLoop.getPublicKey(), BC);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate read(HeldCertificate certificate) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509", BC)
                    .generateCertificate(new ByteArrayInputStream(certificate.der()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Replaces one leaf by one of another CA, and back, in turn in each bundle. */
    private void change() throws Exception {
        HeldCertificate stranger = root("CN=Stranger,O=Stranger");
        List<Double> latencies = new ArrayList<>();
        resources().awaitQuiet();
        Duration cpu = resources().cpu();
        for (int i = 0; i < CHANGES; i++) {
            int bundle = i / 2 % BUNDLES;
            boolean rejected = i % 2 == 0;
            int number = bundle * CLIENTS + CLIENTS / 2;
            Pattern shown = Pattern.compile("\"name\":\"(bundle-" + bundle + ")\".*\"acceptedOfTotal\":\""
                    + (rejected ? CLIENTS - 1 : CLIENTS) + "/");
            CompletableFuture<Void> evaluated = api.awaitEach(bundles(WATCHED), 1, shown);
            TimeUnit.MILLISECONDS.sleep(200); // the watch is open
            String body = secret(number, leaf(number, rejected ? stranger : issuing));
            long start = System.nanoTime();
            api.send(Call.patch(secrets(WATCHED) + "/client-" + number, body));
            evaluated.get(1, TimeUnit.MINUTES);
            latencies.add((System.nanoTime() - start) / 1e6);
        }
        resources().awaitQuiet();
        double perChange = (double) resources().cpu().minus(cpu).toMillis() / CHANGES;
        latencies.sort(null);
        figures.add("one changed: p50 from write to status", CLIENTS, latencies.get(CHANGES / 2), "ms");
        figures.add("one changed: longest", CLIENTS, latencies.get(CHANGES - 1), "ms");
        figures.add("one changed: CPU of the operator", CLIENTS, perChange, "ms");
    }

    private OperatorResources resources() {
        return new OperatorResources(operator.process());
    }

    private List<Call> bundleCreations(String namespace) {
        return IntStream.range(0, BUNDLES)
                .mapToObj(i -> {
                    ObjectNode bundle = JSON.createObjectNode()
                            .put("apiVersion", "namespacecerts.dev/v1alpha1")
                            .put("kind", "NamespaceCertificateBundle");
                    bundle.putObject("metadata").put("name", "bundle-" + i);
                    ObjectNode spec = bundle.putObject("spec");
                    spec.putArray("certificates").addObject().put("inline", root.pem());
                    spec.putArray("clients")
                            .addObject()
                            .putObject("selector")
                            .putObject("matchLabels")
                            .put("bundle", "bundle-" + i);
                    return Call.create(bundles(namespace), bundle.toString());
                })
                .toList();
    }

    private List<Call> creations(String namespace) {
        return IntStream.range(0, leaves.size())
                .mapToObj(i -> Call.create(secrets(namespace), secret(i, leaves.get(i))))
                .toList();
    }

    private String secret(int number, HeldCertificate leaf) {
        ObjectNode secret = JSON.createObjectNode()
                .put("apiVersion", "v1")
                .put("kind", "Secret")
                .put("type", "kubernetes.io/tls");
        secret.putObject("metadata")
                .put("name", "client-" + number)
                .putObject("labels")
                .put("bundle", "bundle-" + number / CLIENTS);
        secret.putObject("stringData")
                .put("tls.crt", leaf.pem() + issuing.pem())
                .put("tls.key", leaf.privateKeyPem());
        return secret.toString();
    }

    private HeldCertificate leaf(int number, HeldCertificate issuer) {
        return CertificateBuilder.leaf("CN=client-" + number + ",OU=payments,O=Acme")
                .keyPair(keys.get(number % KEYS))
                .issuedBy(issuer)
                .build();
    }

    private static HeldCertificate root(String subject) {
        return CertificateBuilder.root(subject).keyAlgorithm(KEY).build();
    }

    private void removeAll(String namespace) throws InterruptedException {
        api.send(Call.delete(secrets(namespace)));
        api.send(Call.delete("/api/v1/namespaces/" + namespace + "/events"));
        TimeUnit.SECONDS.sleep(2); // the API server becomes idle
    }

    private static String secrets(String namespace) {
        return "/api/v1/namespaces/" + namespace + "/secrets";
    }
}
