package dev.namespacecerts.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.namespacecerts.api.v1alpha1.DemoAuthoritySpec;
import dev.namespacecerts.api.v1alpha1.DemoKeyAlgorithm;
import dev.namespacecerts.api.v1alpha1.DemoLeafSpec;
import dev.namespacecerts.benchmark.ApiClient.Call;
import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.demo.DemoIssuer;
import dev.namespacecerts.demo.DemoSubject;
import dev.namespacecerts.demo.IssuedCertificate;
import dev.namespacecerts.operator.OperatorProcess;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Measures the time until the Secrets of 2,000 demo leaves (P-384, under 20 authorities) exist that are requested at once.
 * The result is the ratio to a loop that generates, signs and writes the same Secrets one after another, on the same
 * API server in the same run.
 */
public final class IssueBenchmark extends SideBySide {
    private static final int BUNDLES = 20;
    private static final int LEAVES = Integer.getInteger("namespacecerts.leaves", 2_000) / BUNDLES;
    private static final int WARM_TURNS = Integer.getInteger("namespacecerts.turns", 3);
    private static final double TARGET = 1.5;
    private static final Pattern LEAF = Pattern.compile("\"name\":\"(shop-\\d+-leaf-\\d+)\"");
    private static final Pattern READY = Pattern.compile("\"type\":\"Ready\"");
    private static final DemoAuthoritySpec AUTHORITY =
            new DemoAuthoritySpec("Acme", DemoKeyAlgorithm.ECDSA_P384, "2160h");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DemoIssuer issuer = new DemoIssuer(new SecureRandom());
    private final Figures figures = Figures.of("issue");
    private final List<long[]> warm = new ArrayList<>();
    private double cpuMillis;

    private IssueBenchmark(ApiClient api) {
        super(api, "bare loop");
        System.out.printf("%d bundles that ask for %d P-384 leaves each%n", BUNDLES, LEAVES);
    }

    public static void main(String[] args) throws Exception {
        try (ControlPlane controlPlane = ControlPlane.start();
                ApiClient api = new ApiClient(controlPlane.kubeconfig())) {
            OperatorProcess.installCrds(controlPlane);
            IssueBenchmark benchmark = new IssueBenchmark(api);
            benchmark.run(controlPlane, WARM_TURNS);
            benchmark.reportMedian();
        }
        System.exit(0); // the threads of the Kubernetes client are no daemons
    }

    /** Creates the bundles, waits for the last Secret, and deletes everything; returns milliseconds. */
    @Override
    long operatorTurn() throws Exception {
        RequestCounts requests = api.sentByOthers();
        long reconciliations = reconciliations();
        Duration cpu = cpu();
        CompletableFuture<Void> issued = api.awaitEach(secrets(WATCHED), BUNDLES * LEAVES, LEAF);
        long start = System.nanoTime();
        api.sendAll(creations(WATCHED));
        issued.get(5, TimeUnit.MINUTES);
        long millis = millisSince(start);
        awaitReady();
        cpuMillis = cpu().minus(cpu).toMillis();
        System.out.printf(
                "    %d reconciliations; %s%n",
                reconciliations() - reconciliations,
                api.sentByOthers().without(requests).withoutOwners());
        removeAll(WATCHED);
        return millis;
    }

    private long reconciliations() {
        return RunningOperator.reconciled(operator);
    }

    private Duration cpu() {
        return new OperatorResources(operator.process()).cpu();
    }

    @Override
    void measured(String turn, long operatorMillis, long bareMillis) {
        if (turn.equals("cold")) {
            report("issued, cold", operatorMillis, bareMillis, cpuMillis);
        } else {
            warm.add(new long[] {operatorMillis, bareMillis, (long) cpuMillis});
        }
    }

    private void reportMedian() {
        warm.sort(Comparator.comparingDouble(turn -> (double) turn[0] / turn[1]));
        long[] median = warm.get(warm.size() / 2);
        report("issued, warm, median of " + warm.size(), median[0], median[1], median[2]);
    }

    private void report(String name, double operatorMillis, double bareMillis, double cpu) {
        figures.add(name, BUNDLES * LEAVES, operatorMillis, "ms", bareMillis, operatorMillis / bareMillis, TARGET);
        figures.add(name + ": CPU of the operator per leaf", BUNDLES * LEAVES, cpu / (BUNDLES * LEAVES), "ms");
    }

    /** Writes the same Secrets; returns milliseconds. The bundles exist only for the owner references. */
    @Override
    long bareTurn() throws Exception {
        List<JsonNode> bundles = new ArrayList<>();
        for (Call creation : creations(BARE)) {
            bundles.add(JSON.readTree(api.send(creation)));
        }
        long start = System.nanoTime();
        for (JsonNode bundle : bundles) {
            issueAll(bundle);
        }
        long millis = millisSince(start);
        removeAll(BARE);
        return millis;
    }

    private void issueAll(JsonNode bundle) {
        String name = bundle.at("/metadata/name").textValue();
        IssuedCertificate root = issuer.root(name, AUTHORITY, 1, Instant.now());
        write(bundle, name + "-demo-authority", "namespacecerts.dev/demo-authority", root, List.of());
        for (DemoLeafSpec request : leaves(name)) {
            IssuedCertificate leaf = issuer.leaf(DemoSubject.of(AUTHORITY, request), request, root, Instant.now());
            write(bundle, request.secretName(), "kubernetes.io/tls", leaf, List.of(root));
        }
    }

    private void write(
            JsonNode bundle, String name, String type, IssuedCertificate issued, List<IssuedCertificate> above) {
        ObjectNode secret = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "Secret");
        secret.put("type", type)
                .putObject("stringData")
                .put(
                        "tls.crt",
                        issued.chainPem(above.stream()
                                .map(IssuedCertificate::certificate)
                                .toList()))
                .put("tls.key", issued.keyPem());
        ObjectNode meta = secret.putObject("metadata").put("name", name);
        meta.putObject("labels")
                .put("namespacecerts.dev/managed", "true")
                .put("app.kubernetes.io/managed-by", "namespace-certificate-operator")
                .put("namespacecerts.dev/not-for-production", "true");
        meta.putArray("ownerReferences")
                .addObject()
                .put("apiVersion", "namespacecerts.dev/v1alpha1")
                .put("kind", "NamespaceCertificateBundle")
                .put("name", bundle.at("/metadata/name").textValue())
                .put("uid", bundle.at("/metadata/uid").textValue())
                .put("controller", true)
                .put("blockOwnerDeletion", false);
        api.send(Call.create(secrets(BARE), secret.toString()));
    }

    private static List<Call> creations(String namespace) {
        List<Call> creations = new ArrayList<>();
        for (int i = 0; i < BUNDLES; i++) {
            ObjectNode bundle = JSON.createObjectNode()
                    .put("apiVersion", "namespacecerts.dev/v1alpha1")
                    .put("kind", "NamespaceCertificateBundle");
            bundle.putObject("metadata").put("name", "shop-" + i);
            ObjectNode demo = bundle.putObject("spec").putObject("demo");
            demo.putObject("authority").put("organization", AUTHORITY.organization());
            ArrayNode leaves = demo.putArray("leaves");
            for (DemoLeafSpec leaf : leaves("shop-" + i)) {
                ObjectNode asked = leaves.addObject()
                        .put("secretName", leaf.secretName())
                        .put("commonName", leaf.commonName())
                        .put("organizationalUnit", leaf.organizationalUnit());
                asked.putArray("dnsNames").add(leaf.dnsNames().get(0));
            }
            creations.add(Call.create(bundles(namespace), bundle.toString()));
        }
        return creations;
    }

    private static List<DemoLeafSpec> leaves(String bundle) {
        List<DemoLeafSpec> leaves = new ArrayList<>();
        for (int i = 0; i < LEAVES; i++) {
            String name = bundle + "-leaf-" + i;
            leaves.add(new DemoLeafSpec(name, name, "payments", List.of(name + ".payments"), "720h"));
        }
        return leaves;
    }

    /** Waits until the operator is idle, so that it does not slow down the loop. */
    private void awaitReady() throws Exception {
        for (int i = 0; i < BUNDLES; i++) {
            while (!READY.matcher(status(i)).find() || status(i).contains("\"Issuing\"")) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    private String status(int bundle) {
        return api.get(bundles(WATCHED) + "/shop-" + bundle);
    }

    private void removeAll(String namespace) throws InterruptedException {
        api.send(Call.delete(bundles(namespace)));
        TimeUnit.SECONDS.sleep(1); // the operator notices the deletion, and reissues no lost Secret
        api.send(Call.delete(secrets(namespace)));
        api.send(Call.delete("/api/v1/namespaces/" + namespace + "/events"));
        TimeUnit.SECONDS.sleep(2); // the API server settles
    }

    private static String secrets(String namespace) {
        return "/api/v1/namespaces/" + namespace + "/secrets";
    }
}
