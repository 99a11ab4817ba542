package dev.namespacecerts.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.operator.Kubectl;
import dev.namespacecerts.operator.OperatorProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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

    /** The namespace of the release, and those that the golden case two-namespaces watches. */
    private static final List<String> NAMESPACES = List.of(Chart.NAME, "payments", "1234");

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
