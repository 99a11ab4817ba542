package dev.namespacecerts.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.namespacecerts.schema.cel.CelException;
import dev.namespacecerts.schema.cel.CelRule;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Evaluates the CEL rules of a schema. Each rule is parsed when it is first evaluated. */
final class RuleCheck {
    private final Map<String, CelRule> rules = new ConcurrentHashMap<>();

    /**
     * Reports the rules that do not hold for a value and all below it, apart from values whose text or size is a problem
     * already.
     *
     * @param value without any problem that blocks the evaluation
     */
    void check(JsonNode value, JsonNode schema, String path, Problems problems) {
        if (schema.has("x-kubernetes-validations") && !problems.areAt(path)) {
            schema.get("x-kubernetes-validations").forEach(validation -> rule(value, validation, path, problems));
        }
        if (value.isObject()) {
            value.properties()
                    .forEach(field -> check(
                            field.getValue(),
                            Defaults.of(schema, field.getKey()),
                            ShownValue.path(path, field.getKey()),
                            problems));
        } else {
            for (int i = 0; i < value.size(); i++) {
                check(value.get(i), schema.path("items"), path + "[" + i + "]", problems);
            }
        }
    }

    private void rule(JsonNode value, JsonNode validation, String path, Problems problems) {
        String text = validation.get("rule").textValue();
        CelRule rule = rules.computeIfAbsent(text, CelRule::of);
        if (rule.isTransition() && !validation.path("optionalOldSelf").asBoolean()) {
            return; // nothing to compare a new object with
        }
        String message = validation.path("message").asText("failed rule: " + text);
        try {
            if (!rule.holds(value)) {
                problems.add(path, message);
            }
        } catch (CelException e) {
            if (problems.areNone()) { // else it follows from them
                problems.add(path, message + " (" + e.getMessage() + ")");
            }
        }
    }
}
