package dev.namespacecerts.lint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.CertificateFilterSpec;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundleSpec;
import dev.namespacecerts.json.AcceptedSpec;
import dev.namespacecerts.json.ApiServerJson;
import dev.namespacecerts.manifest.Document;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** Makes the objects of documents, as the API server would return them. */
final class ObjectReader {
    private ObjectReader() {}

    /** As the operator reads what the API server refuses. Loaded only if it is needed, which takes a tenth of a second. */
    private static final class Refused {
        static final ObjectMapper JSON = ApiServerJson.mapper();
    }

    /** @param accepted whether the API server would accept it */
    static NamespaceCertificateBundle bundle(Document document, boolean accepted) {
        if (!accepted) {
            return refused(document, NamespaceCertificateBundle.class);
        }
        NamespaceCertificateBundle bundle = new NamespaceCertificateBundle();
        bundle.setMetadata(metadata(document));
        bundle.setSpec(AcceptedSpec.read(document.content().get("spec"), NamespaceCertificateBundleSpec.class));
        return bundle;
    }

    /** As {@link #bundle}. */
    static CertificateFilter filter(Document document, boolean accepted) {
        if (!accepted) {
            return refused(document, CertificateFilter.class);
        }
        CertificateFilter filter = new CertificateFilter();
        filter.setMetadata(metadata(document));
        filter.setSpec(AcceptedSpec.read(document.content().get("spec"), CertificateFilterSpec.class));
        return filter;
    }

    /** Without the status, which the API server ignores in a manifest. */
    static <T extends HasMetadata> T refused(Document document, Class<T> type) {
        ObjectNode content = document.content().deepCopy();
        content.remove("status");
        content.remove("metadata");
        try {
            T object = Refused.JSON.treeToValue(content, type);
            object.setMetadata(metadata(document));
            return object;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("any content can be read", e);
        }
    }

    /** @param refused gets the path of what the API server refuses, and why */
    static ConfigMap configMap(Document document, BiConsumer<String, String> refused) {
        ConfigMap map = new ConfigMap();
        map.setMetadata(metadata(document));
        map.setData(texts(document, "data", refused));
        map.setBinaryData(decodable(document, "binaryData", refused));
        return map;
    }

    /** As {@link #configMap}. */
    static Secret secret(Document document, BiConsumer<String, String> refused) {
        Secret secret = new Secret();
        secret.setMetadata(metadata(document));
        secret.setType(document.content().path("type").asText(null));
        Map<String, String> data = decodable(document, "data", refused);
        texts(document, "stringData", refused)
                .forEach((key, text) ->
                        data.put(key, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
        secret.setData(data);
        return secret;
    }

    private static Map<String, String> decodable(Document document, String field, BiConsumer<String, String> refused) {
        Map<String, String> texts = texts(document, field, refused);
        texts.entrySet().removeIf(entry -> {
            try {
                String text = entry.getValue().replaceAll("[\\r\\n]", ""); // as Go does
                Base64.getDecoder().decode(text);
                entry.setValue(text);
                return false;
            } catch (IllegalArgumentException e) {
                refused.accept(
                        path(field, entry.getKey()),
                        "It is not base64, which a value in " + field + " must be."
                                + (field.equals("data") ? " Write a plain text to stringData." : ""));
                return true;
            }
        });
        return texts;
    }

    private static Map<String, String> texts(Document document, String field, BiConsumer<String, String> refused) {
        Map<String, String> texts = new HashMap<>();
        JsonNode fields = document.content().path(field);
        fields.properties().forEach(entry -> {
            if (entry.getValue().isTextual()) {
                texts.put(entry.getKey(), entry.getValue().textValue());
            } else if (!entry.getValue().isNull()) {
                refused.accept(path(field, entry.getKey()), "It is not a text. Put it in quotation marks.");
            }
        });
        return texts;
    }

    /** Path of a key of a ConfigMap or Secret. */
    static String path(String field, String key) {
        return Document.child(field, key);
    }

    private static ObjectMeta metadata(Document document) {
        JsonNode given = document.content().path("metadata");
        ObjectMeta metadata = new ObjectMeta();
        metadata.setName(document.name());
        metadata.setNamespace(document.namespace());
        metadata.setUid(document.file() + document.place(""));
        metadata.setGeneration(1L);
        metadata.setCreationTimestamp(given.path("creationTimestamp").asText(null));
        metadata.setLabels(strings(given.path("labels")));
        metadata.setAnnotations(strings(given.path("annotations")));
        return metadata;
    }

    private static Map<String, String> strings(JsonNode given) {
        Map<String, String> strings = new HashMap<>();
        given.properties().forEach(entry -> {
            if (entry.getValue().isTextual()) {
                strings.put(entry.getKey(), entry.getValue().textValue());
            }
        });
        return strings;
    }
}
