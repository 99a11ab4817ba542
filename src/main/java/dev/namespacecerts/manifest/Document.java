package dev.namespacecerts.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * One Kubernetes object of a file.
 *
 * @param file as in {@link Place}
 * @param unit the objects that belong together, as in one cluster: references are resolved among the documents of one unit, and then
 *     among those of the same path
 * @param content as the API server would receive it
 * @param marks where the fields stand
 * @param duplicates paths of fields that are there twice; the last one counts, as in kubectl
 */
public record Document(String file, Unit unit, ObjectNode content, Marks marks, List<String> duplicates) {
    private static final String OURS = "namespacecerts.dev/";

    public String apiVersion() {
        return text(content.get("apiVersion"));
    }

    public String kind() {
        return text(content.get("kind"));
    }

    /** Empty if there is none. */
    public String name() {
        return text(content.path("metadata").get("name"));
    }

    /** Empty if there is none. */
    public String namespace() {
        return text(content.path("metadata").get("namespace"));
    }

    /** Whether it is a bundle or a filter, of any version. */
    public boolean isOurs() {
        return apiVersion().startsWith(OURS);
    }

    Document in(Unit other) {
        return new Document(file, other, content, marks, duplicates);
    }

    /** With other marks. */
    Document at(Marks others) {
        return new Document(file, unit, content, others, duplicates);
    }

    /** As kustomize changes it: a namespace of its own, and what is added to the name and the labels; all may be empty. */
    Document with(String namespace, String prefix, String suffix, ObjectNode labels) {
        if (namespace.isEmpty() && prefix.isEmpty() && suffix.isEmpty() && labels.isEmpty()) {
            return this;
        }
        ObjectNode metadata = copy(content.path("metadata"));
        metadata.put("name", prefix + name() + suffix);
        if (!namespace.isEmpty()) {
            metadata.put("namespace", namespace);
        }
        if (!labels.isEmpty()) {
            metadata.set("labels", copy(metadata.path("labels")).setAll(labels));
        }
        ObjectNode changed = copy(content);
        changed.set("metadata", metadata);
        return new Document(file, unit, changed, marks, duplicates);
    }

    /** Of its fields, but not of their values. */
    private static ObjectNode copy(JsonNode object) {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        return object.isObject() ? copy.setAll((ObjectNode) object) : copy;
    }

    private static String text(JsonNode value) {
        return value == null || !value.isTextual() ? "" : value.textValue();
    }

    /**
     * Where a field stands, or else the nearest field above it.
     *
     * @param path as in a status, for example {@code spec.certificates[0].inline}; empty for the object
     */
    public Place place(String path) {
        return marks.place(file, path);
    }

    /**
     * Where a line of a text stands.
     *
     * @param path of the field with the text
     * @param line of the text, counted from 0
     */
    public Place place(String path, String text, int line) {
        return marks.line(file, path, text, line);
    }

    /** The path of a field below another; a key with special characters is quoted, for example {@code data["ca.crt"]}. */
    public static String child(String path, String key) {
        return Marks.child(path, key);
    }
}
