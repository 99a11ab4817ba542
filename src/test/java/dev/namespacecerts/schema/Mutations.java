package dev.namespacecerts.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Objects that differ from a given one in one value: each value of it, replaced by each of several others. */
public final class Mutations {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final List<JsonNode> VALUES = List.of(
            JSON.nullNode(),
            JSON.booleanNode(true),
            JSON.numberNode(5),
            JSON.numberNode(1.5),
            JSON.textNode(""),
            JSON.textNode("a\n"),
            JSON.textNode("1h"),
            JSON.textNode("x".repeat(400)),
            JSON.arrayNode(),
            JSON.arrayNode().addNull(),
            JSON.objectNode(),
            JSON.objectNode().put("unknown", "x"));

    private Mutations() {}

    /** All mutations, each named by the place and the new value. */
    public static List<SchemaCase> of(ObjectNode object) {
        List<SchemaCase> mutations = new ArrayList<>();
        for (String place : places(object, "")) {
            for (int i = 0; i < VALUES.size(); i++) {
                ObjectNode copy = object.deepCopy();
                replace(copy, place, VALUES.get(i).deepCopy());
                mutations.add(new SchemaCase(place + " = " + i, copy, List.of()));
            }
            ObjectNode without = object.deepCopy();
            remove(without, place);
            mutations.add(new SchemaCase(place + " removed", without, List.of()));
        }
        return mutations;
    }

    /** JSON pointers of all values but apiVersion and kind. */
    private static List<String> places(JsonNode value, String pointer) {
        List<String> places = new ArrayList<>();
        value.properties().forEach(field -> {
            if (!pointer.isEmpty() || !List.of("apiVersion", "kind").contains(field.getKey())) {
                String child = pointer + "/" + field.getKey().replace("~", "~0").replace("/", "~1");
                places.add(child);
                places.addAll(places(field.getValue(), child));
            }
        });
        if (value.isArray()) {
            IntStream.range(0, value.size()).forEach(i -> {
                places.add(pointer + "/" + i);
                places.addAll(places(value.get(i), pointer + "/" + i));
            });
        }
        return places;
    }

    private static void replace(ObjectNode object, String pointer, JsonNode value) {
        String name = name(pointer);
        if (parent(object, pointer) instanceof ArrayNode array) {
            array.set(Integer.parseInt(name), value);
        } else {
            ((ObjectNode) parent(object, pointer)).set(name, value);
        }
    }

    private static void remove(ObjectNode object, String pointer) {
        String name = name(pointer);
        if (parent(object, pointer) instanceof ArrayNode array) {
            array.remove(Integer.parseInt(name));
        } else {
            ((ObjectNode) parent(object, pointer)).remove(name);
        }
    }

    private static JsonNode parent(ObjectNode object, String pointer) {
        return object.at(pointer.substring(0, pointer.lastIndexOf('/')));
    }

    private static String name(String pointer) {
        return pointer.substring(pointer.lastIndexOf('/') + 1)
                .replace("~1", "/")
                .replace("~0", "~");
    }
}
