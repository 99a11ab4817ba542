package dev.namespacecerts.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A kustomization file.
 *
 * @param marks where its fields stand
 */
record Kustomization(FileTree.Found file, ObjectNode content, Marks marks) {
    private static final Set<String> NAMES = Set.of("kustomization.yaml", "kustomization.yml", "Kustomization");
    private static final String GROUP = "kustomize.config.k8s.io/";

    /** Fields that lint follows, and fields that change no object that it judges. */
    private static final Set<String> KNOWN = Set.of(
            "apiVersion",
            "kind",
            "metadata",
            "resources",
            "bases",
            "components",
            "namespace",
            "namePrefix",
            "nameSuffix",
            "labels",
            "commonLabels",
            "commonAnnotations",
            "configMapGenerator",
            "secretGenerator",
            "generatorOptions",
            "patches",
            "patchesStrategicMerge",
            "patchesJson6902",
            "images",
            "replicas",
            "validators",
            "openapi",
            "buildMetadata",
            "sortOptions",
            "inventory",
            "helmGlobals",
            "helmCharts",
            "helmChartInflationGenerator",
            "generators");

    /** A value of a list, and its path in the file. */
    record Entry(String path, JsonNode value) {}

    static boolean isName(String name) {
        return NAMES.contains(name);
    }

    /** Whether the content is a kustomization; the kind may be left out. */
    static boolean isOne(ObjectNode content) {
        String version = content.path("apiVersion").asText();
        return version.isEmpty() || version.startsWith(GROUP);
    }

    Path folder() {
        return file.path().getParent();
    }

    Place place(String path) {
        return marks.place(file.shown(), path);
    }

    List<Entry> entries(String field) {
        List<Entry> entries = new ArrayList<>();
        for (JsonNode value : content.path(field)) {
            entries.add(new Entry(field + "[" + entries.size() + "]", value));
        }
        return entries;
    }

    /** The kustomizations and files that it includes. */
    List<Entry> resources() {
        List<Entry> entries = entries("resources");
        entries.addAll(entries("bases"));
        return entries;
    }

    /** What a text refers to, if it is a path. */
    Optional<Path> resolve(JsonNode text) {
        try {
            return text.isTextual()
                    ? Optional.of(folder().resolve(text.textValue()).normalize())
                    : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** A field that may change any object in a way that lint does not follow. */
    Optional<String> unknownChange() {
        return content.properties().stream()
                .filter(field -> isUnknown(field) || isLabelOfFields(field))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static boolean isUnknown(Map.Entry<String, JsonNode> field) {
        JsonNode value = field.getValue();
        return !KNOWN.contains(field.getKey()) && !value.isNull() && !(value.isContainerNode() && value.isEmpty());
    }

    /** Labels may be written to any fields. */
    private static boolean isLabelOfFields(Map.Entry<String, JsonNode> field) {
        return field.getKey().equals("labels") && field.getValue().findValue("fields") != null;
    }

    /** That it gives each object. */
    ObjectNode labels() {
        ObjectNode labels = JsonNodeFactory.instance.objectNode();
        add(content.path("commonLabels"), labels);
        content.path("labels").forEach(entry -> add(entry.path("pairs"), labels));
        return labels;
    }

    private static void add(JsonNode from, ObjectNode labels) {
        from.properties().forEach(label -> labels.set(label.getKey(), label.getValue()));
    }
}
