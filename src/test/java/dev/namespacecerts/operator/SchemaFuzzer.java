package dev.namespacecerts.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** Makes specs of any shape that a CRD's schema admits; a rule in CEL may still refuse some. */
final class SchemaFuzzer {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Of these an object has one. */
    private static final List<Set<String>> ALTERNATIVES = List.of(
            Set.of("inline", "configMap", "secret"), Set.of("secretName", "selector"), Set.of("configMap", "secret"));

    private final JsonNode schema;
    private final Random random;

    SchemaFuzzer(String plural, Random random) {
        this.random = random;
        try {
            String crd = Files.readString(Path.of("crds/namespacecerts.dev_" + plural + ".yaml"));
            schema = Serialization.unmarshal(crd, JsonNode.class)
                    .at("/spec/versions/0/schema/openAPIV3Schema/properties/spec");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A spec. */
    JsonNode spec() {
        return any(schema);
    }

    private JsonNode any(JsonNode type) {
        if (type.has("enum")) {
            return type.get("enum").get(random.nextInt(type.get("enum").size()));
        }
        return switch (type.path("type").asText()) {
            case "array" -> array(type);
            case "string" -> TextNode.valueOf(string(type));
            case "integer" -> JSON.numberNode(random.nextInt());
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            default -> object(type);
        };
    }

    private ObjectNode object(JsonNode type) {
        ObjectNode object = JSON.objectNode();
        if (type.path("additionalProperties").isObject()) {
            int most = type.path("maxProperties").asInt(16);
            for (int i = 0; i < size(1, most); i++) {
                object.set("k".repeat(size(1, 300)) + i, any(type.get("additionalProperties")));
            }
            return object;
        }
        List<String> names = new ArrayList<>(
                type.path("properties").propertyStream().map(Map.Entry::getKey).toList());
        for (Set<String> alternatives : ALTERNATIVES) {
            if (names.containsAll(alternatives)) {
                List<String> left = new ArrayList<>(alternatives);
                Collections.shuffle(left, random);
                names.removeAll(left.subList(1, left.size()));
            }
        }
        Set<String> required = Set.copyOf(
                type.path("required").valueStream().map(JsonNode::asText).toList());
        for (String name : names) {
            if (required.contains(name)
                    || ALTERNATIVES.stream().anyMatch(a -> a.contains(name))
                    || random.nextInt(3) > 0) {
                object.set(name, any(type.get("properties").get(name)));
            }
        }
        return object;
    }

    private ArrayNode array(JsonNode type) {
        ArrayNode array = JSON.arrayNode();
        int count = size(
                type.path("minItems").asInt(0),
                Math.min(20, type.path("maxItems").asInt(5)));
        for (int i = 0; i < count; i++) {
            array.add(any(type.get("items")));
        }
        return array;
    }

    /** The extremes as often as all between them. */
    private int size(int least, int most) {
        return switch (random.nextInt(4)) {
            case 0 -> least;
            case 1 -> most;
            default -> least + random.nextInt(most - least + 1);
        };
    }

    private String string(JsonNode type) {
        int most = Math.min(60_000, type.path("maxLength").asInt(1_000));
        String pattern = type.path("pattern").asText("[\\s\\S]*");
        List<String> candidates = Stream.of(
                        "a".repeat(size(1, most)),
                        "1h",
                        "0.000000001s",
                        "8760h",
                        "720h0m0s",
                        "a.b",
                        "",
                        " ",
                        "*",
                        "\u2028\u202e\ud83d\ude00\u0000".repeat(size(1, Math.max(1, most / 5))),
                        "-----BEGIN CERTIFICATE-----\n" + "A".repeat(size(1, most)),
                        "\"}]{[\\")
                .filter(text -> text.length() <= most
                        && text.length() >= type.path("minLength").asInt(0))
                .filter(text -> text.matches(pattern))
                .toList();
        return candidates.get(random.nextInt(candidates.size()));
    }
}
