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

/**
 * Reads a status field by field. A field that cannot be read, because another writer or version wrote it, is treated as
 * absent and written again.
 */
final class StatusReader {
    private static final ObjectMapper LENIENT = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final Set<String> TIMES = Set.of(
            "deadline", "earliestExpiry", "lastTransitionTime", "notAfter", "removedAt", "renewalTime", "unusedSince");

    private StatusReader() {}

    /** The status, or null if none of it can be read. */
    static <S> S read(JsonNode status, Class<S> type) {
        if (status == null || !status.isObject()) {
            return null;
        }
        ObjectNode readable = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> field : status.properties()) {
            ObjectNode alone = JsonNodeFactory.instance.objectNode();
            alone.set(field.getKey(), field.getValue());
            if (isSound(field.getKey(), field.getValue()) && tryToRead(alone, type) != null) {
                readable.set(field.getKey(), field.getValue());
            }
        }
        return readable.isEmpty() ? null : tryToRead(readable, type);
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
