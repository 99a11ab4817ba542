package dev.namespacecerts.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SchemasTest {
    @ParameterizedTest
    @EnumSource(names = {"json", "sarif", "gitlab", "junit"})
    void theFormatMeetsItsSchema(Format format) {
        Stream.of(Results.sample(), Results.clean(), Results.many(300))
                .forEach(result -> Schemas.validate(format, Results.write(format, result)));
    }

    @ParameterizedTest
    @EnumSource(names = {"json", "sarif", "gitlab", "junit"})
    void theSchemaRejectsAnotherOne(Format format) {
        String broken = Results.write(format, Results.sample())
                .replace("\"findings\"", "\"finding\"")
                .replace("\"driver\"", "\"drivers\"")
                .replace("\"major\"", "\"grave\"")
                .replace("<failure ", "<broken ")
                .replace("</failure>", "</broken>");
        assertThatThrownBy(() -> Schemas.validate(format, broken)).isInstanceOf(AssertionError.class);
    }

    @Test
    void ourSchemaDescribesEachFieldThatIsWritten() {
        JsonNode schema = Schemas.LINT.getSchemaNode();
        assertDescribed(Schemas.json(Results.write(Format.json, Results.sample())), schema, schema);
    }

    private static void assertDescribed(JsonNode value, JsonNode schema, JsonNode root) {
        JsonNode type = schema.has("$ref") ? root.at(schema.get("$ref").asText().substring(1)) : schema;
        if (value.isArray()) {
            value.forEach(item -> assertDescribed(item, type.get("items"), root));
        }
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            assertThat(type.path("properties").has(field.getKey()))
                    .as("%s of %s", field.getKey(), type)
                    .isTrue();
            assertDescribed(field.getValue(), type.get("properties").get(field.getKey()), root);
        }
    }
}
