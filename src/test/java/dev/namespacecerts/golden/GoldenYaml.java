package dev.namespacecerts.golden;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import dev.namespacecerts.json.ApiServerJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Formats YAML for readers: texts of several lines as blocks, and quotes only if necessary. */
public final class GoldenYaml {
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .stringQuotingChecker(new OnlyWhereNeeded())
            .build());

    /** Reads JSON as the operator does. */
    private static final ObjectMapper JSON =
            ApiServerJson.mapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private GoldenYaml() {}

    /**
     * Lets the emitter decide which texts with quotation marks to quote: in single quotes, so that those inside stay
     * readable.
     */
    private static final class OnlyWhereNeeded extends StringQuotingChecker.Default {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean valueHasQuotableChar(String text) {
            return false;
        }
    }

    static JsonNode tree(Object object) {
        return JSON.valueToTree(object);
    }

    static JsonNode parseJson(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    static <T> T object(JsonNode tree, Class<T> type) {
        return JSON.convertValue(tree, type);
    }

    /** Documents as text. */
    public static String write(List<? extends JsonNode> documents) {
        return documents.stream().map(GoldenYaml::write).collect(Collectors.joining());
    }

    /** The documents of several texts. */
    public static List<JsonNode> read(Map<String, String> texts) {
        return texts.values().stream().flatMap(text -> read(text).stream()).toList();
    }

    private static String write(JsonNode document) {
        try {
            return YAML.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<JsonNode> read(String text) {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(text)) {
            return documents.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
