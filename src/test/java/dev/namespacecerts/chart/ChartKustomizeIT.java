package dev.namespacecerts.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.operator.Kubectl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The overlays of deploy/, rendered by kubectl, equal the rendered chart. */
class ChartKustomizeIT {
    private static final String CRD = "CustomResourceDefinition";

    private static final Path OVERLAYS = Path.of("deploy/overlays");

    private static Kubectl kubectl;

    @BeforeAll
    static void prepare() {
        kubectl = new Kubectl(ControlPlane.shared());
    }

    @Test
    void clusterWideEqualsTheDefaultsOfTheChart() {
        assertThat(byName(kustomize(OVERLAYS.resolve("cluster-wide")))).isEqualTo(byName(chart("")));
    }

    @Test
    void singleNamespaceEqualsTheChartThatWatchesItsOwnNamespace() {
        assertThat(byName(kustomize(OVERLAYS.resolve("one-namespace"))))
                .isEqualTo(byName(chart("watch: {namespaces: [" + Chart.NAME + "]}")));
    }

    @Test
    void crdsAreInAFolderOfTheirOwn() {
        assertThat(byName(kustomize(Path.of("deploy/crds"))))
                .hasSize(2)
                .isEqualTo(byName(Chart.ofKind(CRD, Chart.objects("")).toList()));
    }

    /** {@code kubectl delete -k} of it would delete the bundles. */
    @Test
    void theOverlayForASingleNamespaceHoldsNeitherThatNamespaceNorCrds() {
        assertThat(Chart.parse(render(OVERLAYS.resolve("one-namespace"))))
                .isNotEmpty()
                .noneMatch(object ->
                        Set.of("Namespace", CRD).contains(object.path("kind").asText()));
    }

    @Test
    void anotherNamespaceNeedsOneLine() throws IOException {
        Path elsewhere = Files.createDirectories(Path.of("target/kustomize/elsewhere"));
        Files.writeString(elsewhere.resolve("kustomization.yaml"), """
                namespace: elsewhere
                resources: [../../../deploy/overlays/one-namespace]
                images:
                  - name: ghcr.io/namespacecerts/namespace-certificate-operator
                    newName: registry.example.com/namespace-certificate-operator
                    newTag: 0.1.0
                """);
        String rendered = Chart.parse(render(elsewhere)).toString();
        assertThat(rendered)
                .contains(
                        "\"namespace\":\"elsewhere\"",
                        "\"image\":\"registry.example.com/namespace-certificate-operator:0.1.0\"")
                .doesNotContain("\"namespace\":\"" + Chart.NAME + "\"");
    }

    private static List<JsonNode> chart(String values) {
        return Chart.objects(values + "\ncrds: {enabled: false}");
    }

    private static List<JsonNode> kustomize(Path folder) {
        return Chart.parse(render(folder)).stream()
                .filter(object -> !object.path("kind").asText().equals("Namespace"))
                .toList();
    }

    private static String render(Path folder) {
        Kubectl.Answer answer = kubectl.call("", "kustomize", folder.toString());
        assertThat(answer.exitCode()).as(answer.text()).isZero();
        return answer.text();
    }

    private static Map<String, JsonNode> byName(List<JsonNode> objects) {
        Map<String, JsonNode> named = new TreeMap<>();
        objects.forEach(object -> {
            JsonNode metadata = object.path("metadata");
            String name = String.join(
                    " ",
                    object.path("kind").asText(),
                    metadata.path("namespace").asText(),
                    metadata.path("name").asText());
            named.put(name, comparable(object));
        });
        return named;
    }

    /** Without the fields that only Helm or only kustomize needs. */
    private static JsonNode comparable(JsonNode object) {
        if (object.path("kind").asText().equals(CRD)) {
            ((ObjectNode) object.path("metadata")).retain("name");
        }
        withoutHelm(object.at("/metadata/labels"));
        withoutHelm(object.at("/spec/template/metadata/labels"));
        JsonNode env = object.at("/spec/template/spec/containers/0/env");
        for (int i = 0; i < env.size(); i++) {
            if (env.get(i).path("name").asText().equals("POD_NAMESPACE")) {
                ((ArrayNode) env).remove(i--);
            } else {
                ObjectNode variable = (ObjectNode) env.get(i);
                variable.put("value", variable.path("value").asText().replace("$(POD_NAMESPACE)", Chart.NAME));
            }
        }
        return object;
    }

    private static void withoutHelm(JsonNode labels) {
        if (labels instanceof ObjectNode object) {
            object.remove(List.of("helm.sh/chart", "app.kubernetes.io/managed-by"));
        }
    }
}
