package dev.namespacecerts.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.operator.Kubectl;
import dev.namespacecerts.operator.OperatorProcess;
import io.fabric8.kubernetes.api.model.Quantity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A real API server accepts everything that the chart renders, and its Pods under the restricted Pod Security Standard.
 */
class ChartAdmissionIT {
    private static final Path MONITORING = Path.of("src/test/resources/monitoring");

    /** The namespace of the release, and those that the golden cases two-namespaces and release-b watch. */
    private static final List<String> NAMESPACES = List.of(Chart.NAME, "payments", "shipping", "1234");

    private static Kubectl kubectl;

    static Stream<Path> cases() throws IOException {
        return ChartGoldenTest.cases();
    }

    @BeforeAll
    static void prepare() {
        OperatorProcess.installCrds(ControlPlane.shared());
        kubectl = new Kubectl(ControlPlane.shared());
        succeed("apply", "-f", MONITORING.toString());
        succeed("wait", "--for=condition=Established", "-f", MONITORING.toString());
        for (String namespace : NAMESPACES) {
            succeed("create", "namespace", namespace);
        }
        succeed("label", "namespace", Chart.NAME, "pod-security.kubernetes.io/enforce=restricted");
        for (String account : List.of(Chart.NAME, "certificate-keeper", "given")) {
            succeed("create", "serviceaccount", account, "-n", Chart.NAME);
        }
    }

    @AfterAll
    static void cleanUp() {
        succeed("delete", "-f", MONITORING.toString());
        NAMESPACES.forEach(namespace -> succeed("delete", "namespace", namespace, "--wait=false"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyObjectIsAccepted(Path folder) {
        Kubectl.Answer answer = dryRun(Chart.read(folder.resolve("out.yaml")));
        assertThat(answer.exitCode()).as(answer.text()).isZero();
    }

    @Test
    void theCrdsAreAccepted() {
        Kubectl.Answer answer = dryRun(Chart.render(""));
        assertThat(answer.exitCode()).as(answer.text()).isZero();
    }

    /** A field that the API server drops or rewrites is a difference to Argo CD, which it would revert for ever. */
    @ParameterizedTest
    @MethodSource("cases")
    void everyFieldIsStoredAsItIsWritten(Path folder) {
        assertThat(differences(Chart.read(folder.resolve("out.yaml")))).isEmpty();
    }

    @Test
    void everyFieldOfTheCrdsIsStoredAsItIsWritten() {
        String crds = Chart.ofKind("CustomResourceDefinition", Chart.objects(""))
                .map(crd -> "---\n" + crd + "\n")
                .collect(Collectors.joining());
        assertThat(crds).contains("namespacecertificatebundles");
        assertThat(differences(crds)).isEmpty();
    }

    private static List<String> differences(String manifest) {
        List<JsonNode> written = objects(kubectl.call(manifest, "create", "--dry-run=client", "-ojson", "-f-"));
        List<JsonNode> stored = objects(kubectl.call(
                manifest, "apply", "--server-side", "--force-conflicts", "--dry-run=server", "-ojson", "-f-"));
        assertThat(written.size()).isGreaterThan(1).isEqualTo(stored.size());
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            String name = written.get(i).path("kind").asText() + " "
                    + written.get(i).at("/metadata/name").asText();
            compare(written.get(i), stored.get(i), name, differences);
        }
        return differences;
    }

    private static List<JsonNode> objects(Kubectl.Answer answer) {
        assertThat(answer.exitCode()).as(answer.text()).isZero();
        List<JsonNode> objects = new ArrayList<>();
        try (MappingIterator<JsonNode> printed =
                new ObjectMapper().readerFor(JsonNode.class).readValues(answer.text())) {
            printed.forEachRemaining(one -> (one.has("items") ? one.get("items") : List.of(one)).forEach(objects::add));
        } catch (IOException e) {
            throw new UncheckedIOException(answer.text(), e);
        }
        return objects;
    }

    private static void compare(JsonNode written, JsonNode stored, String path, List<String> differences) {
        if (written.isObject()) {
            written.properties()
                    .forEach(field -> compare(
                            field.getValue(), stored.path(field.getKey()), path + "." + field.getKey(), differences));
        } else if (written.isArray() && written.size() == stored.size()) {
            for (int i = 0; i < written.size(); i++) {
                compare(written.get(i), stored.get(i), path + "[" + i + "]", differences);
            }
        } else if (!written.equals(stored) && !isSameQuantity(written, stored, path)) {
            differences.add(path + ": " + written + " is stored as " + stored);
        }
    }

    /** Argo CD knows that 1.5 and 1500m are the same. */
    private static boolean isSameQuantity(JsonNode written, JsonNode stored, String path) {
        return path.contains(".resources.") && new Quantity(written.asText()).equals(new Quantity(stored.asText()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void thePodMeetsTheRestrictedPodSecurityStandard(Path folder) {
        Kubectl.Answer answer =
                dryRun(pod(Chart.read(folder.resolve("values.yaml"))).toString());
        assertThat(answer.text()).contains("pod/restricted created").doesNotContain("Warning");
    }

    @Test
    void aPodWithMorePrivilegesIsRejected() {
        ObjectNode pod = pod("");
        ((ObjectNode) pod.at("/spec/containers/0/securityContext")).put("allowPrivilegeEscalation", true);
        assertThat(dryRun(pod.toString()).text()).contains("violates PodSecurity \"restricted:latest\"");
    }

    @Test
    void aMonitorWithAMisspeltFieldIsRejected() {
        String monitor = Chart.object("ServiceMonitor", "serviceMonitor: {enabled: true}")
                .toString();
        assertThat(dryRun(monitor.replace("jobLabel", "jobLabels")).text())
                .contains("unknown field \"spec.jobLabels\"");
    }

    private static ObjectNode pod(String values) {
        JsonNode template = Chart.object("Deployment", values).at("/spec/template");
        ObjectNode pod = JsonNodeFactory.instance.objectNode();
        pod.put("apiVersion", "v1").put("kind", "Pod");
        pod.set("metadata", template.path("metadata").deepCopy());
        ((ObjectNode) pod.path("metadata")).put("name", "restricted").put("namespace", Chart.NAME);
        return pod.set("spec", template.path("spec"));
    }

    private static Kubectl.Answer dryRun(String manifest) {
        return kubectl.call(manifest, "apply", "--dry-run=server", "--validate=strict", "-f", "-");
    }

    private static void succeed(String... arguments) {
        Kubectl.Answer answer = kubectl.call("", arguments);
        assertThat(answer.exitCode()).as(answer.text()).isZero();
    }
}
