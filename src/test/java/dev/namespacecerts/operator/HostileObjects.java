package dev.namespacecerts.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.namespacecerts.testing.CertificateBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Objects as hard to read as the API server stores them: large, deep, with long names, of any shape. */
final class HostileObjects {
    private static final String OURS = "namespacecerts.dev/v1alpha1";
    private static final String PEM =
            CertificateBuilder.root("CN=Acme Root").build().pem();

    private final Random random;
    private final SchemaFuzzer bundles;
    private final SchemaFuzzer filters;

    HostileObjects(Random random) {
        this.random = random;
        bundles = new SchemaFuzzer("namespacecertificatebundles", random);
        filters = new SchemaFuzzer("certificatefilters", random);
    }

    /** Creates a ConfigMap and a Secret. */
    void createForeign(Cluster cluster, String name) {
        post(cluster, name, fields(), "v1", "ConfigMap", "\"data\": " + data(text()));
        post(cluster, name, fields(), "v1", "Secret", secret());
    }

    /** Creates a bundle, and returns whether the schema admits it. */
    boolean createBundle(Cluster cluster, String name) {
        return postIfAdmitted(cluster, name, "NamespaceCertificateBundle", bundles.spec());
    }

    /** Creates a filter, most of them without a misplaced *, and returns whether the schema admits it. */
    boolean createFilter(Cluster cluster, String name) {
        JsonNode spec = filters.spec();
        if (random.nextInt(4) > 0 && spec instanceof ObjectNode object) {
            object.properties().stream()
                    .filter(field -> field.getValue().isTextual())
                    .forEach(field -> field.setValue(
                            TextNode.valueOf(field.getValue().asText().replace("*", ""))));
            object.put("commonName", "worker");
        }
        return postIfAdmitted(cluster, name, "CertificateFilter", spec);
    }

    /** Deletes the ConfigMap, the Secret and the bundle of a name, where they exist. */
    void remove(Cluster cluster, String name) {
        for (String kind : List.of("ConfigMap", "Secret", "NamespaceCertificateBundle")) {
            String apiVersion = kind.startsWith("Namespace") ? OURS : "v1";
            try {
                cluster.client().raw(path(cluster, apiVersion, kind) + "/" + name, "DELETE", null);
            } catch (KubernetesClientException e) {
                assertThat(e.getCode()).isEqualTo(HttpURLConnection.HTTP_NOT_FOUND);
            }
        }
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

    private static boolean postIfAdmitted(Cluster cluster, String name, String kind, JsonNode spec) {
        try {
            post(cluster, name, "{}", OURS, kind, "\"spec\": " + spec);
            return true;
        } catch (KubernetesClientException e) {
            assertThat(e.getCode()).isIn(400, 413, 422, 500);
            return false;
        }
    }

    /** Creates an object with managedFields of the caller's own, past the limits of this JVM's client. */
    private static void post(Cluster cluster, String name, String fields, String apiVersion, String kind, String rest) {
        String body = """
            {"apiVersion": "%1$s", "kind": "%2$s", %3$s,
             "metadata": {"name": "%6$s", "labels": {"namespacecerts.dev/source": "true",
               "namespacecerts.dev/managed": "true", "app.kubernetes.io/name": ""},
               "ownerReferences": [{"apiVersion": "v1", "kind": "Pod", "name": "p", "uid": "u"}],
               "annotations": {"%5$s": "%5$s"}, "managedFields": [{"manager": "x", "operation": "Update",
               "apiVersion": "%1$s", "fieldsType": "FieldsV1", "time": "2026-01-01T00:00:00Z", "fieldsV1": %4$s}]}}
            """.formatted(apiVersion, kind, rest, fields, "a".repeat(63), name);
        assertThat(cluster.client().raw(path(cluster, apiVersion, kind), "POST", body))
                .contains(name);
    }

    private static String path(Cluster cluster, String apiVersion, String kind) {
        return (apiVersion.equals("v1") ? "/api/" : "/apis/") + apiVersion + "/namespaces/" + cluster.namespace() + "/"
                + kind.toLowerCase(Locale.ROOT) + "s";
    }
}
