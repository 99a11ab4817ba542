package dev.namespacecerts.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Recognises manifests that something fills in: templates of Helm, Ansible and others, and the variables of Flux. */
final class Templates {
    static final String IS_TEMPLATE = "is a template";
    static final String IS_HELM_TEMPLATE = "is a template of a Helm chart";
    static final String HAS_VARIABLE = "contains a variable that is replaced later";

    static final String FILL_IN = "Give lint what the template makes.";
    static final String RENDER = "Give lint the output of helm template: helm template RELEASE CHART | ncb lint -";
    static final String REPLACE =
            "Give lint the manifest with the value: for Flux's postBuild, the output of flux build"
                    + " kustomization; for a script, that of envsubst.";

    private static final Pattern DELIMITER = Pattern.compile("\\{\\{|\\{%");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[A-Za-z_]|\\{\\{");
    private static final String PEM = "-----BEGIN";

    private Templates() {}

    static boolean isTemplate(String text) {
        return DELIMITER.matcher(text).find();
    }

    /** The path of a variable in an object; a ConfigMap or Secret with certificates has none. */
    static Optional<String> variable(Document document) {
        if (!document.isOurs() && hasPem(document.content())) {
            return Optional.empty();
        }
        return variable(document.content(), "");
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

    private static Optional<String> variable(JsonNode value, String path) {
        if (value.isObject()) {
            for (Iterator<Map.Entry<String, JsonNode>> fields =
                            value.properties().iterator();
                    fields.hasNext(); ) {
                Map.Entry<String, JsonNode> field = fields.next();
                Optional<String> found = field.getKey().equals("annotations")
                        ? Optional.empty()
                        : variable(field.getValue(), Marks.child(path, field.getKey()));
                if (found.isPresent()) {
                    return found;
                }
            }
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                Optional<String> found = variable(value.get(i), path + "[" + i + "]");
                if (found.isPresent()) {
                    return found;
                }
            }
        } else if (value.isTextual() && VARIABLE.matcher(value.textValue()).find()) {
            return Optional.of(path);
        }
        return Optional.empty();
    }
}
