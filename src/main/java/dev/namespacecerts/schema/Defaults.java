package dev.namespacecerts.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Map;

/** Defaults of a schema, applied as the API server does: a field that is null counts as absent. */
final class Defaults {
    private Defaults() {}

    /** Removes nulls and adds defaults, in place. */
    static void apply(JsonNode value, JsonNode schema) {
        if (value instanceof ObjectNode object) {
            withoutNulls(object, schema);
            schema.path("properties").properties().forEach(property -> {
                JsonNode given = property.getValue().get("default");
                if (given != null && !object.has(property.getKey())) {
                    object.set(property.getKey(), given.deepCopy());
                }
            });
            object.properties().forEach(field -> apply(field.getValue(), of(schema, field.getKey())));
        } else {
            value.forEach(item -> apply(item, schema.path("items")));
        }
    }

    private static void withoutNulls(ObjectNode object, JsonNode schema) {
        Iterator<Map.Entry<String, JsonNode>> fields = object.properties().iterator();
        while (fields.hasNext()) {
            Map.Entry<String, JsonNode> field = fields.next();
            if (field.getValue().isNull() && of(schema, field.getKey()).isObject()) {
                fields.remove();
            }
        }
    }

    /** The schema of a field; a missing node for an unknown field. */
    static JsonNode of(JsonNode schema, String field) {
        JsonNode property = schema.path("properties").path(field);
        return property.isMissingNode() ? schema.path("additionalProperties") : property;
    }
}
