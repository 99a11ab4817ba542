package dev.namespacecerts.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The defaults of the CRDs, which users leave out. */
final class SchemaDefaults {
    private static final JsonNode BUNDLE = schema("namespacecertificatebundles");

    private SchemaDefaults() {}

    /** Removes the fields of a bundle that equal the schema's defaults. */
    static JsonNode without(JsonNode bundle) {
        remove(bundle, BUNDLE);
        return bundle;
    }

    private static void remove(JsonNode value, JsonNode schema) {
        if (value instanceof ObjectNode object) {
            schema.path("properties").properties().forEach(property -> {
                remove(object.path(property.getKey()), property.getValue());
                if (object.path(property.getKey()).equals(property.getValue().get("default"))) {
                    object.remove(property.getKey());
                }
            });
        } else {
            value.forEach(item -> remove(item, schema.path("items")));
        }
    }

    private static JsonNode schema(String plural) {
        try {
            String crd = Files.readString(Path.of("crds/namespacecerts.dev_" + plural + ".yaml"));
            return GoldenYaml.read(crd).get(0).at("/spec/versions/0/schema/openAPIV3Schema");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
