package dev.namespacecerts.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An object that never passed an API server has the defaults of the schema. */
class DefaultsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource({
        "'', NamespaceCertificateBundleSpec",
        "/publish, PublishSpec",
        "/demo, DemoSpec",
        "/demo/authority, DemoAuthoritySpec",
        "/demo/leaves[], DemoLeafSpec"
    })
    void equalThoseOfTheSchema(String path, String type) throws Exception {
        JsonNode schema = spec();
        for (String field : path.isEmpty() ? new String[0] : path.substring(1).split("/")) {
            schema = schema.at("/properties/" + field.replace("[]", ""));
            schema = field.endsWith("[]") ? schema.get("items") : schema;
        }
        Class<?> record = Class.forName(getClass().getPackageName() + "." + type);
        JsonNode made = JSON.valueToTree(JSON.readValue("{}", record));
        int defaults = 0;
        for (var property : schema.get("properties").properties()) {
            JsonNode wanted = property.getValue().get("default");
            if (wanted != null && !wanted.isObject()) {
                assertThat(made.get(property.getKey())).as(property.getKey()).isEqualTo(wanted);
                defaults++;
            }
        }
        assertThat(defaults).isEqualTo(type.equals("DemoSpec") ? 0 : made.size());
    }

    private static JsonNode spec() throws IOException {
        Path file = Path.of("crds/namespacecerts.dev_namespacecertificatebundles.yaml");
        return new ObjectMapper(new YAMLFactory())
                .readTree(file.toFile())
                .at("/spec/versions/0/schema/openAPIV3Schema/properties/spec");
    }
}
