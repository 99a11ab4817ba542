package dev.namespacecerts.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.golden.GoldenCase;
import dev.namespacecerts.golden.GoldenCases;
import dev.namespacecerts.golden.GoldenFiles;
import dev.namespacecerts.golden.GoldenStatus;
import dev.namespacecerts.golden.GoldenYaml;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** The operator yields the same status for each golden case as the evaluation without a cluster. */
class GoldenStatusIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Creation times have whole seconds, so only bundles of different seconds have a defined order. */
    private static final Duration OLDER = Duration.ofMillis(1_100);

    private final String run = "golden-" + UUID.randomUUID().toString().substring(0, 8) + "-";
    private final List<GoldenCase> cases =
            GoldenCases.all().stream().filter(GoldenCase::runsOnCluster).toList();

    /** Errors of the API server for objects that it rejects, by the name of the case. */
    private final Map<String, String> refused = new ConcurrentHashMap<>();

    @Test
    void statusesEqualTheGoldenFiles() throws Exception {
        assertThat(cases).hasSizeGreaterThan(80);
        OperatorProcess.shared();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (KubernetesClient client = ControlPlane.shared().client()) {
            try {
                apply(client, threads);
                assertThat(refused).isEmpty();
                compare(client);
            } finally {
                each(threads, golden -> delete(client, namespace(golden)));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /**
     * ConfigMaps and Secrets first, because the operator would publish to the name of one that is not there yet. Then the
     * older one of two bundles, and everything else at once.
     */
    private void apply(KubernetesClient client, ExecutorService threads) throws Exception {
        each(threads, golden -> {
            client.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(namespace(golden))
                            .endMetadata()
                            .build())
                    .create();
            objects(golden).stream()
                    .filter(object -> !isOurs(object))
                    .forEach(object -> create(client, golden, object));
            rivals(golden).forEach(rival -> create(client, golden, rival));
        });
        TimeUnit.MILLISECONDS.sleep(OLDER.toMillis());
        each(threads, golden -> {
            List<JsonNode> objects = new ArrayList<>(objects(golden));
            objects.removeAll(rivals(golden));
            objects.removeIf(object -> !isOurs(object));
            objects.forEach(object -> create(client, golden, object));
        });
    }

    private static boolean isOurs(JsonNode object) {
        return object.get("apiVersion").asText().startsWith("namespacecerts.dev/");
    }

    private void compare(KubernetesClient client) throws InterruptedException {
        Map<GoldenCase, Map<String, String>> expected = new LinkedHashMap<>();
        cases.forEach(golden -> expected.put(golden, GoldenFiles.read(golden.name(), "out-")));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Map<GoldenCase, Map<String, String>> found = differing(client, expected);
        while (!found.isEmpty() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(500);
            expected.keySet().retainAll(found.keySet());
            found = differing(client, expected);
        }
        SoftAssertions softly = new SoftAssertions();
        found.forEach((golden, out) -> expected.get(golden)
                .forEach((file, text) -> softly.assertThat(out.get(file))
                        .as(golden.name() + "/" + file)
                        .isEqualTo(text)));
        softly.assertAll();
    }

    /** The statuses that differ from the expected ones, or that are not written yet. */
    private Map<GoldenCase, Map<String, String>> differing(
            KubernetesClient client, Map<GoldenCase, Map<String, String>> expected) {
        List<CustomResource<?, ?>> all = new ArrayList<>();
        all.addAll(client.resources(NamespaceCertificateBundle.class)
                .inAnyNamespace()
                .list()
                .getItems());
        all.addAll(client.resources(CertificateFilter.class)
                .inAnyNamespace()
                .list()
                .getItems());
        Map<GoldenCase, Map<String, String>> differing = new LinkedHashMap<>();
        expected.forEach((golden, texts) -> {
            String namespace = namespace(golden);
            Map<String, String> out = GoldenStatus.of(all.stream()
                    .filter(object -> object.getMetadata().getNamespace().equals(namespace))
                    .toList());
            if (!out.equals(texts)) {
                differing.put(golden, out);
            }
        });
        return differing;
    }

    private static List<JsonNode> objects(GoldenCase golden) {
        return GoldenYaml.read(GoldenFiles.read(golden.name(), "in-"));
    }

    /** All bundles but the last one, which is the youngest. */
    private static List<JsonNode> rivals(GoldenCase golden) {
        List<JsonNode> bundles = objects(golden).stream()
                .filter(object -> object.get("kind").asText().equals("NamespaceCertificateBundle"))
                .toList();
        return bundles.subList(0, bundles.size() - 1);
    }

    private void create(KubernetesClient client, GoldenCase golden, JsonNode object) {
        ((ObjectNode) object.get("metadata")).put("namespace", namespace(golden));
        HasMetadata resource = client.getKubernetesSerialization().unmarshal(object.toString());
        try {
            client.resource(resource).create();
        } catch (KubernetesClientException e) {
            refused.put(golden.name(), e.getMessage());
        }
    }

    private static void delete(KubernetesClient client, String namespace) {
        client.resources(CertificateFilter.class).inNamespace(namespace).delete();
        client.resources(NamespaceCertificateBundle.class)
                .inNamespace(namespace)
                .delete();
        client.namespaces().withName(namespace).delete();
    }

    private String namespace(GoldenCase golden) {
        return run + cases.indexOf(golden);
    }

    private void each(ExecutorService threads, Consumer<GoldenCase> action) throws Exception {
        List<Future<?>> done = new ArrayList<>();
        cases.forEach(golden -> done.add(threads.submit(() -> action.accept(golden))));
        for (Future<?> one : done) {
            one.get();
        }
    }
}
