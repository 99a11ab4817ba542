package dev.namespacecerts.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The CRDs, which Helm upgrades because they are templates. */
class ChartCrdsTest {
    @Test
    void crdsEqualThoseOfTheProject() throws IOException {
        List<JsonNode> rendered = crds("");
        rendered.forEach(crd -> ((ObjectNode) crd.path("metadata")).retain("name"));
        try (Stream<Path> files = Files.list(Path.of("crds"))) {
            assertThat(rendered.stream().map(ChartCrdsTest::typed))
                    .containsExactlyElementsOf(files.sorted()
                            .map(Chart::parse)
                            .map(ChartCrdsTest::typed)
                            .toList());
        }
    }

    @Test
    void crdsAreKeptAfterUninstall() {
        assertThat(crds("")).allMatch(ChartCrdsTest::isKept);
    }

    @Test
    void crdsAreDeletedWithTheReleaseIfConfigured() {
        assertThat(crds("crds: {keep: false}")).hasSize(2).noneMatch(ChartCrdsTest::isKept);
    }

    @Test
    void crdsAreOmittedIfAnotherReleaseHasThem() {
        assertThat(crds("crds: {enabled: false}")).isEmpty();
    }

    private static List<JsonNode> crds(String values) {
        return Chart.ofKind("CustomResourceDefinition", Chart.objects(values)).toList();
    }

    /** In which 0 and 0.0 are the same. */
    private static CustomResourceDefinition typed(JsonNode crd) {
        return Serialization.unmarshal(crd.toString(), CustomResourceDefinition.class);
    }

    private static boolean isKept(JsonNode crd) {
        return crd.at("/metadata/annotations/helm.sh~1resource-policy").asText().equals("keep");
    }
}
