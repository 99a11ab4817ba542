package dev.namespacecerts.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** values.yaml, its description in the README and its schema contain the same values. */
class ChartValuesTest {
    /** Values whose fields Kubernetes or another chart defines. */
    private static final Set<String> FREE = Set.of("#/properties/global", "#/definitions/checkedByTheApiServer");

    private static final JsonNode SCHEMA = Chart.parse(Chart.FOLDER.resolve("values.schema.json"));

    @Test
    void theReadmeMatchesTheComments() {
        assertThat(ChartReadme.FILE)
                .as("the chart's README is stale: run deploy/generate and commit the result")
                .hasContent(ChartReadme.generate());
    }

    @Test
    void everyValueHasADescription() {
        List<String> explained =
                ChartReadme.rows().stream().map(ChartReadme.Row::path).toList();
        assertThat(leaves("", Chart.parse(Chart.FOLDER.resolve("values.yaml"))))
                .isNotEmpty()
                .allMatch(leaf -> explained.stream().anyMatch(path -> (leaf + ".").startsWith(path + ".")));
    }

    @Test
    void everyDescribedValueIsInTheSchema() {
        assertThat(ChartReadme.rows()).allMatch(row -> resolve(row.path()).isObject(), "is in the schema");
    }

    @Test
    void everyValueOfTheSchemaHasADefault() {
        Set<String> groups = new TreeSet<>();
        SCHEMA.path("properties").fieldNames().forEachRemaining(groups::add);
        groups.remove("global");
        Set<String> values = new TreeSet<>();
        Chart.parse(Chart.FOLDER.resolve("values.yaml")).fieldNames().forEachRemaining(values::add);
        assertThat(groups).isEqualTo(values);
    }

    @Test
    void unknownValuesAreRejectedEverywhere() {
        List<String> open = new ArrayList<>();
        findOpen("#", SCHEMA, open);
        assertThat(open).containsExactlyInAnyOrderElementsOf(FREE);
    }

    private static List<String> leaves(String path, JsonNode values) {
        List<String> leaves = new ArrayList<>();
        values.properties().forEach(field -> {
            String below = path + field.getKey();
            if (field.getValue().isObject() && !field.getValue().isEmpty()) {
                leaves.addAll(leaves(below + ".", field.getValue()));
            } else {
                leaves.add(below);
            }
        });
        return leaves;
    }

    private static JsonNode resolve(String path) {
        JsonNode schema = SCHEMA;
        for (String name : path.split("\\.")) {
            schema = schema.path("properties").path(name);
            if (schema.has("$ref")) {
                schema = SCHEMA.at(schema.path("$ref").asText().substring(1));
            }
        }
        return schema;
    }

    private static void findOpen(String path, JsonNode schema, List<String> open) {
        boolean isObject = schema.path("type").asText().equals("object") && !path.endsWith("/properties");
        if (isObject && !schema.has("additionalProperties")) {
            open.add(path);
        }
        schema.properties().forEach(field -> findOpen(path + "/" + field.getKey(), field.getValue(), open));
    }
}
