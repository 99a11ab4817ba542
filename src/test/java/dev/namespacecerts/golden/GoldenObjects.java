package dev.namespacecerts.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The objects of in-files, as the API server would return them. */
public final class GoldenObjects {
    private static final String NAMESPACE = "payments";

    private GoldenObjects() {}

    static List<HasMetadata> of(Map<String, String> texts) {
        return texts.values().stream().flatMap(text -> read(text).stream()).toList();
    }

    static List<HasMetadata> read(String text) {
        List<HasMetadata> objects = new ArrayList<>();
        for (JsonNode document : GoldenYaml.read(text)) {
            objects.add(stored(document));
        }
        return objects;
    }

    private static HasMetadata stored(JsonNode document) {
        HasMetadata object = switch (document.get("kind").asText()) {
            case "NamespaceCertificateBundle" -> GoldenYaml.object(document, NamespaceCertificateBundle.class);
            case "CertificateFilter" -> GoldenYaml.object(document, CertificateFilter.class);
            case "ConfigMap" -> GoldenYaml.object(document, ConfigMap.class);
            case "Secret" -> withData(GoldenYaml.object(document, Secret.class));
            default -> throw new IllegalArgumentException(document.get("kind").asText());
        };
        if (object.getMetadata().getNamespace() == null) {
            object.getMetadata().setNamespace(NAMESPACE);
        }
        object.getMetadata().setGeneration(1L);
        object.getMetadata().setUid("uid-of-" + object.getMetadata().getName());
        return object;
    }

    private static Secret withData(Secret secret) {
        Map<String, String> data = new HashMap<>();
        if (secret.getData() != null) {
            data.putAll(secret.getData());
        }
        if (secret.getStringData() != null) {
            secret.getStringData()
                    .forEach((key, text) ->
                            data.put(key, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
        }
        secret.setData(data);
        return secret;
    }

    /** The value of a key; null if there is none. */
    static byte[] bytes(Secret secret, String key) {
        String text = secret.getData().get(key);
        return text == null ? null : Base64.getDecoder().decode(text);
    }
}
