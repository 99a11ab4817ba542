package dev.namespacecerts.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads a status field by field. A field that cannot be read, because another writer or version wrote it, is treated as
 * absent and written again.
 */
final class StatusReader {
    private static final ObjectMapper LENIENT = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final Set<String> TIMES = Set.of(
            "apiKeyExpiry",
            "deadline",
            "earliestExpiry",
            "lastTransitionTime",
            "notAfter",
            "removedAt",
            "renewalTime",
            "startedAt",
            "synchronizedAt",
            "unusedSince");

    /** Fields of which each part is read by itself. One is the sealed record of what the operator may remove. */
    private static final Set<String> IN_PARTS = Set.of("cloud");

    private StatusReader() {}

    /** The status, or null if none of it can be read. */
    static <S> S read(JsonNode status, Class<S> type) {
        if (status == null || !status.isObject()) {
            return null;
        }
        if (isSound("", status)) {
            S whole = status.isEmpty() ? null : tryToRead((ObjectNode) status, type);
            if (whole != null) {
                return whole;
            }
        }
        ObjectNode readable = readable(status, part -> tryToRead(part, type) != null);
        return readable.isEmpty() ? null : tryToRead(readable, type);
    }

    private static ObjectNode readable(JsonNode object, Predicate<ObjectNode> canBeRead) {
        ObjectNode readable = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String name = field.getKey();
            JsonNode value = IN_PARTS.contains(name) && field.getValue().isObject()
                    ? readable(field.getValue(), part -> canBeRead.test(alone(name, part)))
                    : field.getValue();
            if (isSound(name, value) && canBeRead.test(alone(name, value))) {
                readable.set(name, value);
            }
        }
        return readable;
    }

    private static ObjectNode alone(String name, JsonNode value) {
        return JsonNodeFactory.instance.objectNode().set(name, value);
    }

    private static <S> S tryToRead(ObjectNode status, Class<S> type) {
        try {
            return LENIENT.treeToValue(status, type);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** Whether lists contain no null, and times are valid. */
    private static boolean isSound(String name, JsonNode value) {
        if (value.isArray()) {
            return value.valueStream().allMatch(item -> !item.isNull() && isSound("", item));
        }
        if (value.isObject()) {
            return value.propertyStream().allMatch(field -> isSound(field.getKey(), field.getValue()));
        }
        return value.isNull() || !TIMES.contains(name) || isTime(value.asText());
    }

    private static boolean isTime(String text) {
        try {
            Instant.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
