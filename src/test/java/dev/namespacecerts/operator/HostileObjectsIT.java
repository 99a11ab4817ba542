package dev.namespacecerts.operator;

import static dev.namespacecerts.operator.Cluster.inline;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.testing.CertificateBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One object that is hard to read never stops the work for others, nor a start. */
class HostileObjectsIT {
    private static final String OURS = "namespacecerts.dev/v1alpha1";
    private static final String PEM =
            CertificateBuilder.root("CN=Acme Root").build().pem();

    /** 60 in the build, 1,000 under -Psoak; foreign objects and ours each. */
    private static final int COUNT = Integer.getInteger("namespacecerts.fuzzed", 60);

    private static final long SEED = 9;
    private static final int EACH = 10;
    private static final Map<String, String> HEAP =
            Map.of("JAVA_TOOL_OPTIONS", "-Xmx358m -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError");

    private final Random random = new Random(SEED);

    @Test
    void aVictimIsJudgedWhateverOthersCreate() {
        try (Cluster cluster = new Cluster();
                OperatorProcess operator =
                        OperatorProcess.start(ControlPlane.shared().kubeconfig(), HEAP)) {
            operator.awaitStarted();
            SchemaFuzzer bundles = new SchemaFuzzer("namespacecertificatebundles", random);
            SchemaFuzzer filters = new SchemaFuzzer("certificatefilters", random);
            List<Duration> waits = new ArrayList<>();
            int ours = 0;
            for (int i = 0; i < COUNT; i++) {
                post(cluster, fields(), "v1", "ConfigMap", "\"data\": " + data(text()));
                post(cluster, fields(), "v1", "Secret", secret());
                ours += postIfAdmitted(cluster, "NamespaceCertificateBundle", bundles.spec());
                ours += postIfAdmitted(cluster, "CertificateFilter", filters.spec());
                if (i % EACH == 0) {
                    waits.add(judge(cluster, "victim-" + i));
                }
            }
            assertThat(ours).as("objects that the schema admits").isGreaterThan(COUNT);
            try (OperatorProcess restarted =
                    OperatorProcess.start(ControlPlane.shared().kubeconfig(), HEAP)) {
                restarted.awaitStarted();
                operator.close();
                waits.add(judge(cluster, "victim-after"));
                assertThat(restarted.log()).doesNotContain("will stop");
            }
            assertThat(operator.log()).doesNotContain("will stop");
            Collections.sort(waits);
            assertThat(waits.get(waits.size() / 2)).as("median of " + waits).isLessThan(Duration.ofSeconds(2));
            remove(cluster);
        }
    }

    private static Duration judge(Cluster cluster, String name) {
        Instant start = Instant.now();
        cluster.create(name, inline(PEM));
        cluster.eventuallyReady(name, "True", "Ready");
        return Duration.between(start, Instant.now());
    }

    private String fields() {
        return switch (random.nextInt(4)) {
            case 0 -> "{\"f:a\":".repeat(1_100) + "{}" + "}".repeat(1_100);
            case 1 -> "{\"f:" + "k".repeat(60_000) + "\":{}}";
            case 2 ->
                "{"
                        + IntStream.range(0, 500)
                                .mapToObj(i -> "\"f:" + i + "\":{}")
                                .collect(Collectors.joining(",")) + "}";
            default -> "{}";
        };
    }

    private String text() {
        return switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> "x".repeat(900_000);
            case 2 -> "\\u0000\\u202e\\ud83d\\ude00".repeat(100);
            default -> PEM.replace("\n", "\\n");
        };
    }

    private String data(String text) {
        return random.nextInt(5) == 0 ? "null" : "{\"ca.crt\": \"" + text + "\", \"" + "k".repeat(253) + "\": null}";
    }

    private String secret() {
        return random.nextBoolean()
                ? "\"type\": \"kubernetes.io/tls\", \"stringData\": {\"tls.crt\": \"%s\", \"tls.key\": \"%s\"}"
                        .formatted(text(), text().length() > 100_000 ? "" : "x")
                : "\"type\": \"odd/type\", \"stringData\": " + data(text());
    }

    private static int postIfAdmitted(Cluster cluster, String kind, JsonNode spec) {
        try {
            post(cluster, "{}", OURS, kind, "\"spec\": " + spec);
            return 1;
        } catch (KubernetesClientException e) {
            assertThat(e.getCode()).isIn(400, 413, 422, 500);
            return 0;
        }
    }

    /** Past the limits of this JVM's client, which could not read what it deletes. */
    private static void remove(Cluster cluster) {
        for (String plural : List.of("certificatefilters", "namespacecertificatebundles")) {
            cluster.client().raw("/apis/" + OURS + "/namespaces/" + cluster.namespace() + "/" + plural, "DELETE", null);
        }
    }

    /** Creates an object with managedFields of the caller's own, past the limits of this JVM's client. */
    private static void post(Cluster cluster, String fields, String apiVersion, String kind, String rest) {
        String path = (apiVersion.equals("v1") ? "/api/" : "/apis/") + apiVersion + "/namespaces/" + cluster.namespace()
                + "/" + kind.toLowerCase(Locale.ROOT) + "s";
        String body = """
            {"apiVersion": "%1$s", "kind": "%2$s", %3$s,
             "metadata": {"generateName": "hostile-", "labels": {"namespacecerts.dev/source": "true",
               "namespacecerts.dev/managed": "true", "app.kubernetes.io/name": ""},
               "ownerReferences": [{"apiVersion": "v1", "kind": "Pod", "name": "p", "uid": "u"}],
               "annotations": {"%5$s": "%5$s"}, "managedFields": [{"manager": "x", "operation": "Update",
               "apiVersion": "%1$s", "fieldsType": "FieldsV1", "time": "2026-01-01T00:00:00Z", "fieldsV1": %4$s}]}}
            """.formatted(apiVersion, kind, rest, fields, "a".repeat(63));
        assertThat(cluster.client().raw(path, "POST", body)).contains("hostile-");
    }
}
