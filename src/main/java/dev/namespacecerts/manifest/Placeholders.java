package dev.namespacecerts.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Recognises manifests that something fills in: templates of Helm, Ansible and others. */
final class Placeholders {
    static final String IS_TEMPLATE = "is a template";
    static final String IS_HELM_TEMPLATE = "is a template of a Helm chart";
    static final String IS_FILLED_IN = "contains a placeholder of a template";
    static final String IS_REPLACED = "contains a variable that Flux replaces";

    static final String FILL_IN = "Give lint what the template makes.";
    static final String RENDER = "Give lint the output of helm template: helm template RELEASE CHART | ncb lint -";
    static final String REPLACE = "Give lint the output of flux build kustomization.";

    private static final Pattern DELIMITER = Pattern.compile("\\{\\{|\\{%");
    private static final String PEM = "-----BEGIN";

    private Placeholders() {}

    static boolean isTemplate(String text) {
        return DELIMITER.matcher(text).find();
    }

    /** The item, not judged if it has a placeholder, such as <code>{{ name }}</code>. */
    static Item filledIn(Item item) {
        return item.unjudgedAt(find(item.document(), Placeholders::hasPlaceholder), IS_FILLED_IN, FILL_IN);
    }

    private static boolean hasPlaceholder(String text) {
        return isBetween(text, "{{", "}}") || isBetween(text, "{%", "%}");
    }

    private static boolean isBetween(String text, String open, String close) {
        int start = text.indexOf(open);
        return start >= 0 && text.indexOf(close, start + open.length()) >= 0;
    }

    /** The path of a text in an object. A ConfigMap or Secret with certificates is not searched, and no annotation. */
    static Optional<String> find(Document document, Predicate<String> text) {
        return !document.isOurs() && hasPem(document.content()) ? Optional.empty() : find(document.content(), "", text);
    }

    private static boolean hasPem(JsonNode value) {
        if (value.isContainerNode()) {
            for (JsonNode child : value) {
                if (hasPem(child)) {
                    return true;
                }
            }
        }
        return value.isTextual() && value.textValue().contains(PEM);
    }

    private static Optional<String> find(JsonNode value, String path, Predicate<String> text) {
        if (value.isObject()) {
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                Optional<String> found = field.getKey().equals("annotations")
                        ? Optional.empty()
                        : find(field.getValue(), Marks.child(path, field.getKey()), text);
                if (found.isPresent()) {
                    return found;
                }
            }
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                Optional<String> found = find(value.get(i), path + "[" + i + "]", text);
                if (found.isPresent()) {
                    return found;
                }
            }
        } else if (value.isTextual() && text.test(value.textValue())) {
            return Optional.of(path);
        }
        return Optional.empty();
    }
}
