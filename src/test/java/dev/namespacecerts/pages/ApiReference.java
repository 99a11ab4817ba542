package dev.namespacecerts.pages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Makes the API reference, {@code docs/api.md}, from the CRDs. */
public final class ApiReference {
    static final Path FILE = Path.of("docs/api.md");

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    /** The order in which users meet the kinds. */
    private static final List<String> CRDS = List.of("namespacecertificatebundles", "certificatefilters");

    private static final String INTRODUCTION = """
            # API reference

            <!-- from crds/, by deploy/generate -->

            The kinds of the API group `namespacecerts.dev`, version `v1alpha1`. `kubectl explain ncb.spec` and
            `kubectl explain ncf.spec` show the same. `[]` is an element of a list.
            """;

    private ApiReference() {}

    /** Writes the file; {@code deploy/generate} calls it. */
    public static void main(String[] args) throws IOException {
        Files.writeString(FILE, generate());
    }

    /** The page that belongs there. */
    static String generate() throws IOException {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        for (String crd : CRDS) {
            JsonNode spec = YAML.readTree(Files.readString(Path.of("crds/namespacecerts.dev_%s.yaml".formatted(crd))))
                    .get("spec");
            JsonNode names = spec.get("names");
            JsonNode schema = spec.at("/versions/0/schema/openAPIV3Schema");
            page.append("\n## %s\n\n%s Short name: `%s`.\n"
                    .formatted(
                            names.get("kind").asText(),
                            schema.get("description").asText(),
                            names.at("/shortNames/0").asText()));
            for (String part : List.of("spec", "status")) {
                page.append("\n### %s of a %s\n\n"
                                .formatted(capital(part), names.get("kind").asText()))
                        .append(cell(description(schema.at("/properties/" + part))))
                        .append("\n\n| field | type | description |\n|---|---|---|\n");
                rows(part, schema.at("/properties/" + part), page);
            }
        }
        return page.toString();
    }

    private static void rows(String path, JsonNode schema, StringBuilder page) {
        List<String> required = texts(schema.path("required"));
        schema.path("properties").properties().forEach(property -> {
            String below = path + "." + property.getKey();
            JsonNode field = property.getValue();
            page.append("| `%s` | %s | %s |\n"
                    .formatted(
                            below,
                            type(field) + (required.contains(property.getKey()) ? ", required" : ""),
                            cell(description(field))));
            rows(below, field, page);
            if (field.has("items")) {
                rows(below + "[]", field.get("items"), page);
            }
        });
    }

    private static String type(JsonNode field) {
        return switch (field.path("type").asText()) {
            case "array" -> "list of " + field.at("/items/type").asText();
            case "object" -> field.has("additionalProperties") ? "map" : "object";
            case "string" -> field.path("format").asText().equals("date-time") ? "time" : "string";
            default -> field.path("type").asText();
        };
    }

    /** What the field is, which values it may have, and what the API server checks besides. */
    private static String description(JsonNode field) {
        List<String> sentences = new ArrayList<>();
        sentences.add(field.path("description").asText());
        List<String> values = texts(field.path("enum"));
        if (!values.isEmpty()) {
            sentences.add(
                    values.stream().map(value -> "`" + value + "`").collect(Collectors.joining(", ", "One of ", ".")));
        }
        JsonNode unset = field.path("default");
        if (unset.isValueNode()) {
            sentences.add("Default: `" + unset.asText() + "`.");
        }
        bound(field, "maxItems", "entries", sentences);
        bound(field, "maxLength", "characters", sentences);
        return String.join(" ", sentences);
    }

    private static void bound(JsonNode field, String keyword, String what, List<String> sentences) {
        if (field.has(keyword) && !sentences.get(0).contains("t most ")) {
            sentences.add("At most %,d %s.".formatted(field.get(keyword).asLong(), what));
        }
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).toList();
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase() + word.substring(1);
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ");
    }
}
