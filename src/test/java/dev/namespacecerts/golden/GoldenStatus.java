package dev.namespacecerts.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The part of statuses in out-files: everything that is deterministic. */
public final class GoldenStatus {
    private GoldenStatus() {}

    /** The out-files of bundles and filters. */
    public static Map<String, String> of(List<? extends HasMetadata> bundlesAndFilters) {
        List<JsonNode> objects =
                bundlesAndFilters.stream().map(GoldenYaml::tree).toList();
        Map<String, String> texts = new TreeMap<>();
        add(texts, GoldenFiles.OUT_BUNDLES, "NamespaceCertificateBundle", objects);
        add(texts, GoldenFiles.OUT_FILTERS, "CertificateFilter", objects);
        return texts;
    }

    /** The creation time of another bundle, which is not deterministic. */
    private static final String CREATED = " \\(created [^)]*\\)";

    private static void add(Map<String, String> texts, String file, String kind, List<? extends JsonNode> objects) {
        List<ObjectNode> documents = objects.stream()
                .filter(object -> object.get("kind").asText().equals(kind))
                .sorted(Comparator.comparing(
                        object -> object.at("/metadata/name").asText()))
                .map(GoldenStatus::document)
                .toList();
        if (!documents.isEmpty()) {
            texts.put(file, GoldenYaml.write(documents));
        }
    }

    private static ObjectNode document(JsonNode object) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.set("kind", object.get("kind"));
        document.putObject("metadata").set("name", object.at("/metadata/name"));
        JsonNode status = object.path("status").deepCopy();
        status.path("conditions").forEach(GoldenStatus::readable);
        remove(status.path("published"), "uid", "resourceVersion", "seal");
        remove(status.path("rotation"), "publishedAt", "sealedAt", "seal");
        remove(status.path("cloud").path("record"), "sealedAt", "seal");
        return document.set("status", status);
    }

    /** Fields in the order of their importance to a reader. */
    private static void readable(JsonNode condition) {
        ObjectNode fields = (ObjectNode) condition;
        ObjectNode before = fields.deepCopy();
        fields.removeAll();
        for (String field : List.of("type", "status", "reason", "message", "observedGeneration")) {
            fields.set(field, before.get(field));
        }
        fields.put("message", fields.get("message").asText().replaceAll(CREATED, ""));
    }

    private static void remove(JsonNode object, String... fields) {
        if (object instanceof ObjectNode fieldsOf) {
            fieldsOf.remove(List.of(fields));
        }
    }
}
