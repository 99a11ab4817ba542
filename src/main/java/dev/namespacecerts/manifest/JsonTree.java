package dev.namespacecerts.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads one JSON document, with tabs and escapes that YAML refuses. */
final class JsonTree {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE) // files are limited before
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();
    private static final String PEM = "-----BEGIN";

    private final String text;
    private final int firstLine;
    private final Budget budget;
    private final Marks marks;
    private final List<String> duplicates;

    private JsonTree(String text, int firstLine, Budget budget, Marks marks, List<String> duplicates) {
        this.text = text;
        this.firstLine = firstLine;
        this.budget = budget;
        this.marks = marks;
        this.duplicates = duplicates;
    }

    /** As {@link YamlTree#read}. */
    static JsonNode read(String text, int firstLine, Budget budget, Marks marks, List<String> duplicates)
            throws UnreadableException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            parser.nextToken();
            JsonNode root = new JsonTree(text, firstLine, budget, marks, duplicates).value(parser, "", 0);
            if (parser.nextToken() != null) {
                throw at(parser.currentTokenLocation(), firstLine, "Something follows the end of the JSON value.");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw at(e.getLocation(), firstLine, "This is no JSON.");
        } catch (IOException e) {
            throw new UnreadableException(firstLine, 0, "This is no JSON.");
        }
    }

    /** Where each of several objects ends; empty if the text is something else. */
    static List<Integer> ends(String text) {
        List<Integer> ends = new ArrayList<>();
        try (JsonParser parser = FACTORY.createParser(text)) {
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                parser.skipChildren();
                ends.add((int) parser.currentLocation().getCharOffset());
            }
            return parser.currentToken() == null ? ends : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static UnreadableException at(JsonLocation location, int firstLine, String message) {
        return location == null
                ? new UnreadableException(firstLine, 0, message)
                : new UnreadableException(
                        firstLine + Math.max(0, location.getLineNr() - 1),
                        Math.max(0, location.getColumnNr() - 1),
                        message);
    }

    private JsonNode value(JsonParser parser, String path, int depth) throws IOException, UnreadableException {
        JsonLocation start = parser.currentTokenLocation();
        budget.take(depth, firstLine + start.getLineNr() - 1, start.getColumnNr() - 1);
        JsonNode value = switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, path, depth);
            case START_ARRAY -> array(parser, path, depth);
            case VALUE_STRING -> JSON.textNode(parser.getText());
            case VALUE_TRUE -> JSON.booleanNode(true);
            case VALUE_FALSE -> JSON.booleanNode(false);
            case VALUE_NUMBER_INT -> JSON.numberNode(parser.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> JSON.numberNode(parser.getDecimalValue());
            default -> JSON.nullNode();
        };
        String raw = value.isTextual() && value.textValue().contains(PEM)
                ? text.substring((int) start.getCharOffset(), (int)
                        parser.currentLocation().getCharOffset())
                : null;
        marks.put(path, new Marks.Mark(firstLine + start.getLineNr(), start.getColumnNr(), false, raw));
        return value;
    }

    private ObjectNode object(JsonParser parser, String path, int depth) throws IOException, UnreadableException {
        ObjectNode object = JSON.objectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            String child = Marks.child(path, key);
            parser.nextToken();
            if (object.replace(key, value(parser, child, depth + 1)) != null) {
                duplicates.add(child);
            }
        }
        return object;
    }

    private ArrayNode array(JsonParser parser, String path, int depth) throws IOException, UnreadableException {
        ArrayNode array = JSON.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser, path + "[" + array.size() + "]", depth + 1));
        }
        return array;
    }
}
