package dev.namespacecerts.export;

import com.fasterxml.jackson.core.ErrorReportConfiguration;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.namespacecerts.x509.DisplayText;
import java.io.IOException;

/** Reads JSON that others wrote. It is bounded, has no key twice and nothing after its end; messages do not quote it. */
public final class StrictJson {
    /** Maximum size of the JSON in bytes. */
    public static final int MOST_BYTES = 4 * 1024 * 1024;

    private static final int DEEPEST = 64;
    private static final int LONGEST_FIELD_NAME = 1_024;
    private static final int LONGEST_TOKEN = 8; // in a message, since it may be part of a key
    private static final int SHOWN = 200;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNameLength(LONGEST_FIELD_NAME)
                            .maxStringLength(MOST_BYTES)
                            .build())
                    .errorReportConfiguration(ErrorReportConfiguration.builder()
                            .maxErrorTokenLength(LONGEST_TOKEN)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private StrictJson() {}

    /** The object that the JSON is. */
    public static JsonNode object(byte[] json) throws TcldFileException {
        if (json.length > MOST_BYTES) {
            throw new TcldFileException("The JSON is larger than " + MOST_BYTES + " bytes.");
        }
        JsonNode tree = parse(json);
        if (tree == null || !tree.isObject()) {
            throw new TcldFileException(
                    tree == null || tree.isMissingNode() ? "The JSON is empty." : "The JSON is not an object.");
        }
        return tree;
    }

    private static JsonNode parse(byte[] json) throws TcldFileException {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")";
            throw new TcldFileException(
                    "The JSON cannot be read: " + DisplayText.of(e.getOriginalMessage(), SHOWN) + where + ".");
        } catch (IOException e) { // such as text in an unknown encoding
            throw new TcldFileException("The JSON cannot be read: it is not UTF-8.");
        }
    }
}
