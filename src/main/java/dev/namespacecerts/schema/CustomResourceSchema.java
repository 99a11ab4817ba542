package dev.namespacecerts.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The schema of a kind of this project, applied as the API server applies it when an object is created. */
public final class CustomResourceSchema {
    static final List<String> KINDS = List.of("CertificateFilter", "NamespaceCertificateBundle");

    private static final String GROUP = "namespacecerts.dev/";

    /** Maximum length of the part of a generated name that the user gives. */
    private static final int GENERATED = 58;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** The schemas by kind and version. */
    private static final Map<String, Map<String, CustomResourceSchema>> SCHEMAS = new ConcurrentHashMap<>();

    /** The schema of metadata, which CRDs do not have. */
    private static final JsonNode META = resource("object-meta");

    private final ValueCheck values = new ValueCheck();
    private final RuleCheck rules = new RuleCheck();
    private final JsonNode schema;

    /** Why no object is accepted; null for a version and kind that exist. */
    private final SchemaProblem refusal;

    private CustomResourceSchema(JsonNode schema, SchemaProblem refusal) {
        this.schema = schema;
        this.refusal = refusal;
    }

    /**
     * The schema of a kind.
     *
     * @return empty for other API groups than this project's; a schema that refuses every object for a version or kind that
     *     the group does not have
     */
    public static Optional<CustomResourceSchema> of(String apiVersion, String kind) {
        if (!apiVersion.startsWith(GROUP)) {
            return Optional.empty();
        }
        if (!KINDS.contains(kind)) {
            return Optional.of(refusing("kind", kind, KINDS));
        }
        Map<String, CustomResourceSchema> versions = SCHEMAS.computeIfAbsent(kind, CustomResourceSchema::load);
        CustomResourceSchema schema = versions.get(apiVersion.substring(GROUP.length()));
        return Optional.of(
                schema != null
                        ? schema
                        : refusing(
                                "apiVersion",
                                apiVersion,
                                versions.keySet().stream().map(GROUP::concat).toList()));
    }

    private static CustomResourceSchema refusing(String field, String found, List<String> supported) {
        return new CustomResourceSchema(
                JSON.objectNode(),
                new SchemaProblem(
                        field,
                        "Unsupported value: " + ShownValue.text(found) + ": supported values: "
                                + supported.stream().map(ShownValue::text).collect(Collectors.joining(", "))));
    }

    private static Map<String, CustomResourceSchema> load(String kind) {
        return resource(kind)
                .propertyStream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, version -> new CustomResourceSchema(version.getValue(), null)));
    }

    /** The build writes those of the kinds from the CRDs. */
    static JsonNode resource(String name) {
        try (InputStream in = CustomResourceSchema.class.getResourceAsStream(name + ".json")) {
            return JsonResource.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What the API server refuses when the object is created with strict validation of fields. As there, the status is
     * ignored apart from unknown fields, and the CEL rules are evaluated only if the object has no problem that makes them
     * meaningless or expensive. Rules that compare with the former state are left out.
     */
    public List<SchemaProblem> check(JsonNode object) {
        if (refusal != null) {
            return List.of(refusal);
        }
        Problems problems = new Problems();
        if (!(defaulted(object) instanceof ObjectNode content)) {
            problems.block("", "must be an object, found " + ShownValue.type(object));
            return problems.list();
        }
        content.remove(List.of("apiVersion", "kind", "status"));
        ObjectNode metadata = metadata(content.remove("metadata"), problems);
        values.check(content, schema, "", problems);
        if (object.has("status")) {
            values.unknownFields(object.get("status"), schema.path("properties").path("status"), "status", problems);
        }
        if (!problems.areBlocking()) {
            rules.check(content.set("metadata", metadata), schema, "", problems);
        }
        return problems.list();
    }

    private ObjectNode metadata(JsonNode given, Problems problems) {
        JsonNode metadata = given == null || given.isNull() ? JSON.objectNode() : given;
        JsonNode type = META;
        Defaults.apply(metadata, type);
        values.check(metadata, type, "metadata", problems);
        if (problems.areBlocking()) {
            return JSON.objectNode();
        }
        MetadataCheck.check(metadata, problems);
        ObjectNode named = (ObjectNode) metadata;
        if (named.path("name").asText().isEmpty()) {
            String prefix = named.path("generateName").asText();
            named.put("name", prefix.substring(0, Math.min(prefix.length(), GENERATED)) + "xxxxx");
        }
        return named;
    }

    /** A copy of an object with the defaults of the schema, as the API server returns it. */
    public JsonNode defaulted(JsonNode object) {
        JsonNode copy = object.deepCopy();
        Defaults.apply(copy, schema);
        return copy;
    }
}
