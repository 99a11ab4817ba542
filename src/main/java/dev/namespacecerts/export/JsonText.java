package dev.namespacecerts.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.namespacecerts.sync.CloudFilter;
import java.io.UncheckedIOException;
import java.util.List;

/** JSON of ASCII alone, so that no text of a filter changes how the rest is displayed. */
public final class JsonText {
    private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");
    private static final ObjectWriter WRITER = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build()
            .writer(new DefaultPrettyPrinter(
                            Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                    .withObjectIndenter(LINES)
                    .withArrayIndenter(LINES));

    private JsonText() {}

    /** The text, indented. */
    public static String of(JsonNode tree) {
        try {
            return WRITER.writeValueAsString(tree) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds the filters with the field names of Temporal Cloud, without fields that are not set. */
    static void addFilters(ArrayNode list, List<CloudFilter> filters) {
        for (CloudFilter filter : filters) {
            ObjectNode object = list.addObject();
            put(object, "commonName", filter.commonName());
            put(object, "organization", filter.organization());
            put(object, "organizationalUnit", filter.organizationalUnit());
            put(object, "subjectAlternativeName", filter.subjectAlternativeName());
        }
    }

    private static void put(ObjectNode object, String field, String value) {
        if (!value.isEmpty()) {
            object.put(field, value);
        }
    }
}
