package dev.namespacecerts.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersionDetector;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.SAXException;

/** Validates the formats that have a schema. */
final class Schemas {
    private static final Path FOLDER = Path.of("src/test/resources/output");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static final JsonSchema LINT = jsonSchema(Path.of("docs/lint.schema.json"));
    private static final JsonSchema SARIF = jsonSchema(FOLDER.resolve("sarif-2.1.0.schema.json"));
    private static final JsonSchema GITLAB = jsonSchema(FOLDER.resolve("gitlab-code-quality.schema.json"));

    static final JsonSchema GITLAB_CI = jsonSchema(FOLDER.resolve("gitlab-ci.schema.json"));
    private static final Schema JUNIT = xmlSchema(FOLDER.resolve("junit.xsd"));

    private Schemas() {}

    /** Fails if a text breaks the schema of its format, or has more than one document. */
    static void validate(Format format, String text) {
        switch (format) {
            case json -> assertThat(LINT.validate(json(text))).isEmpty();
            case sarif -> assertThat(SARIF.validate(json(text))).isEmpty();
            case gitlab -> assertThat(GITLAB.validate(json(text))).isEmpty();
            case junit -> validateXml(text);
            default -> {}
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readerFor(JsonNode.class)
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .readValue(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void validateXml(String text) {
        try {
            JUNIT.newValidator().validate(new StreamSource(new StringReader(text)));
        } catch (SAXException e) {
            throw new AssertionError(text, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Schema xmlSchema(Path file) {
        try {
            return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(file.toFile());
        } catch (SAXException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonSchema jsonSchema(Path file) {
        try {
            JsonNode schema = json(Files.readString(file));
            return JsonSchemaFactory.getInstance(SpecVersionDetector.detect(schema))
                    .getSchema(
                            schema,
                            SchemaValidatorsConfig.builder()
                                    .formatAssertionsEnabled(true)
                                    .build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
