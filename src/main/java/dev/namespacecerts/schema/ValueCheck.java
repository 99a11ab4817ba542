package dev.namespacecerts.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.namespacecerts.manifest.Document;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Compares values with their schemas. Nothing is evaluated on a text or list that is longer than allowed, so that the cost is
 * bounded by the schema.
 */
final class ValueCheck {
    private static final int MOST_NAMES = 20;
    private static final Pattern RFC3339 =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d([.,]\\d+)?([Zz]|[-+]\\d\\d:\\d\\d)");

    private final Map<String, Pattern> patterns = new ConcurrentHashMap<>();

    /** Reports what is wrong with a value and all below it. */
    void check(JsonNode value, JsonNode schema, String path, Problems problems) {
        String type = schema.path("type").asText();
        if (!isOfType(value, type)) {
            problems.block(path, "must be of type " + type + ", found " + ShownValue.typed(value));
            return;
        }
        if (schema.has("enum")) {
            enumeration(value, schema.get("enum"), path, problems);
        }
        switch (type) {
            case "object" -> object((ObjectNode) value, schema, path, problems);
            case "array" -> array(value, schema, path, problems);
            case "string" -> text(value.textValue(), schema, path, problems);
            default -> {}
        }
    }

    private static boolean isOfType(JsonNode value, String type) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isNumber() && ShownValue.isInteger(value);
            default -> throw new IllegalStateException("unknown type in a CRD: " + type);
        };
    }

    private static void enumeration(JsonNode value, JsonNode allowed, String path, Problems problems) {
        if (allowed.valueStream().noneMatch(value::equals)) {
            problems.block(
                    path,
                    "Unsupported value: " + ShownValue.of(value) + ": supported values: "
                            + allowed.valueStream().map(ShownValue::of).collect(Collectors.joining(", ")));
        }
    }

    private void text(String text, JsonNode schema, String path, Problems problems) {
        int length = text.codePointCount(0, text.length());
        if (length > schema.path("maxLength").asInt(Integer.MAX_VALUE)) {
            problems.block(
                    path, "Too long: " + length + " characters: may not be more than " + schema.get("maxLength"));
            return;
        }
        if (length < schema.path("minLength").asInt()) {
            problems.add(path, "should be at least " + schema.get("minLength") + " characters long, found " + length);
        } else if (schema.has("pattern")) {
            String pattern = schema.get("pattern").textValue();
            if (!patterns.computeIfAbsent(pattern, ValueCheck::java)
                    .matcher(text)
                    .find()) {
                problems.add(path, "Invalid value: " + ShownValue.text(text) + ": should match the pattern " + pattern);
            }
        }
        if (schema.path("format").asText().equals("date-time") && !isTime(text)) {
            problems.block(
                    path, "Invalid value: " + ShownValue.text(text) + ": must be a time such as 2027-02-01T00:00:00Z");
        }
    }

    /** A pattern of a CRD, as Go reads it: $ is the end of the text, never a line break before it. */
    private static Pattern java(String pattern) {
        return Pattern.compile(pattern.endsWith("$") ? pattern.substring(0, pattern.length() - 1) + "\\z" : pattern);
    }

    private static boolean isTime(String text) {
        if (!RFC3339.matcher(text).matches()) {
            return false;
        }
        try {
            OffsetDateTime.parse(text.toUpperCase(Locale.ROOT).replace(',', '.'));
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private void array(JsonNode array, JsonNode schema, String path, Problems problems) {
        if (array.size() > schema.path("maxItems").asInt(Integer.MAX_VALUE)) {
            problems.block(
                    path, "Too many: " + array.size() + ": must have at most " + schema.get("maxItems") + " items");
            return;
        }
        if (array.size() < schema.path("minItems").asInt()) {
            problems.add(path, "should have at least " + schema.get("minItems") + " items, found " + array.size());
        }
        Map<List<JsonNode>, Integer> keys = new HashMap<>();
        for (int i = 0; i < array.size(); i++) {
            JsonNode item = array.get(i);
            String place = path + "[" + i + "]";
            check(item, schema.path("items"), place, problems);
            if (schema.has("x-kubernetes-list-map-keys") && item.isObject()) {
                List<JsonNode> key = new ArrayList<>();
                schema.get("x-kubernetes-list-map-keys").forEach(name -> key.add(item.path(name.textValue())));
                if (keys.merge(key, 1, Integer::sum) == 2) {
                    problems.add(place, "Duplicate value: another item has the same " + names(schema));
                }
            }
        }
    }

    private static String names(JsonNode schema) {
        return schema.get("x-kubernetes-list-map-keys")
                .valueStream()
                .map(JsonNode::textValue)
                .collect(Collectors.joining(" and "));
    }

    private void object(ObjectNode object, JsonNode schema, String path, Problems problems) {
        if (object.size() > schema.path("maxProperties").asInt(Integer.MAX_VALUE)) {
            problems.block(
                    path,
                    "Too many: " + object.size() + ": must have at most " + schema.get("maxProperties") + " items");
            return;
        }
        if (object.size() < schema.path("minProperties").asInt()) {
            problems.add(
                    path, "should have at least " + schema.get("minProperties") + " entries, found " + object.size());
        }
        schema.path("required").forEach(name -> {
            if (!object.has(name.textValue())) {
                problems.block(Document.child(path, name.textValue()), "Required value");
            }
        });
        object.properties().forEach(field -> {
            JsonNode type = Defaults.of(schema, field.getKey());
            if (type.isObject()) {
                check(field.getValue(), type, ShownValue.path(path, field.getKey()), problems);
            } else {
                unknown(field.getKey(), schema, path, problems);
            }
        });
    }

    /** Reports only unknown fields: all that the API server refuses in a status, which it does not store. */
    void unknownFields(JsonNode value, JsonNode schema, String path, Problems problems) {
        if (value.isObject()) {
            value.properties().forEach(field -> {
                JsonNode type = Defaults.of(schema, field.getKey());
                if (type.isObject()) {
                    unknownFields(field.getValue(), type, ShownValue.path(path, field.getKey()), problems);
                } else {
                    unknown(field.getKey(), schema, path, problems);
                }
            });
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                unknownFields(value.get(i), schema.path("items"), path + "[" + i + "]", problems);
            }
        }
    }

    private static void unknown(String name, JsonNode schema, String path, Problems problems) {
        if (schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            return;
        }
        String known = schema.path("properties")
                .propertyStream()
                .map(Map.Entry::getKey)
                .limit(MOST_NAMES)
                .collect(Collectors.joining(", "));
        String allowed = known.isEmpty() ? "" : ": known fields: " + known;
        problems.block(ShownValue.path(path, name), "unknown field " + ShownValue.text(name) + allowed);
    }
}
