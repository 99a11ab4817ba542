package dev.namespacecerts.chart;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that Helm rejects, and its messages. */
class ChartSchemaTest {
    static Stream<Arguments> values() {
        return Stream.of(
                arguments("replica: 3", "additional properties 'replica' not allowed"),
                arguments("image: {repo: x}", "at '/image': additional properties 'repo' not allowed"),
                arguments("replicas: 0", "at '/replicas': minimum: got 0, want 1"),
                arguments("replicas: two", "at '/replicas': got string, want integer"),
                arguments("image: null", "missing property 'image'"),
                arguments("image: {repository: 'ghcr.io/acme/operator:1'}", "at '/image/repository': "),
                arguments("image: {tag: a b}", "at '/image/tag': "),
                arguments("image: {digest: 'sha256:abc'}", "at '/image/digest': "),
                arguments("image: {pullPolicy: Sometimes}", "at '/image/pullPolicy': value must be one of"),
                arguments("imagePullSecrets: [registry]", "at '/imagePullSecrets/0': got string, want object"),
                arguments("fullnameOverride: Operator", "at '/fullnameOverride': "),
                arguments("fullnameOverride: a" + "b".repeat(52), "at '/fullnameOverride': maxLength"),
                arguments("crds: {keep: 'yes'}", "at '/crds/keep': got string, want boolean"),
                arguments("watch: {namespaces: payments}", "at '/watch/namespaces': got string, want array"),
                arguments("watch: {namespaces: [Payments]}", "at '/watch/namespaces/0': "),
                arguments("watch: {namespaces: [a, a]}", "at '/watch/namespaces': items at 0 and 1 are equal"),
                arguments("watch: {bundleSelector: {shard: a}}", "at '/watch/bundleSelector': got object, want string"),
                arguments("watch: {bundleSelector: 'shard>1'}", "at '/watch/bundleSelector': "),
                arguments("watch: {claimScope: Everywhere}", "at '/watch/claimScope': value must be one of"),
                arguments("seal: {secretName: My Seal}", "at '/seal/secretName': "),
                arguments("temporalNamespaces: {Payments: [a.b]}", "invalid propertyName 'Payments'"),
                arguments("temporalNamespaces: {payments: ['*']}", "at '/temporalNamespaces/payments/0': "),
                arguments("temporalNamespaces: {payments: ['a.b;c=d.e']}", "at '/temporalNamespaces/payments/0': "),
                arguments("demo: true", "at '/demo': got boolean, want object"),
                arguments("publishToSecrets: {enabled: Enabled}", "at '/publishToSecrets/enabled': got string"),
                arguments("certificateLimit: 101", "at '/certificateLimit': maximum: got 101, want 100"),
                arguments("cloud: true", "at '/cloud': got boolean, want object"),
                arguments("cloud: {hosts: []}", "at '/cloud/hosts': minItems"),
                arguments("cloud: {hosts: ['tmprl.cloud,evil']}", "at '/cloud/hosts/0': "),
                arguments("cloud: {sharedConnections: {a/b: {}}}", "invalid propertyName 'a/b'"),
                arguments("cloud: {sharedConnections: {a: [b.c]}}", "at '/cloud/sharedConnections/a': got array"),
                arguments("cloud: {sharedConnections: {a: {b: ['*']}}}", "at '/cloud/sharedConnections/a/b/0': "),
                arguments("cloud: {requestsPerSecond: 81}", "at '/cloud/requestsPerSecond': maximum"),
                arguments("cloud: {operations: 0}", "at '/cloud/operations': minimum"),
                arguments("extraEnv: [{name: NAMESPACECERTS_CLOUD, value: Enabled}]", "at '/extraEnv/0/name': "),
                arguments("networkPolicy: {cloud: [{}]}", "at '/networkPolicy/cloud/0': minProperties"),
                arguments("serviceAccount: {name: My Account}", "at '/serviceAccount/name': "),
                arguments("serviceAccount: {create: false}", "serviceAccount.name is needed"),
                arguments("commonLabels: {team: a b}", "at '/commonLabels/team': "),
                arguments(
                        "commonLabels: {app.kubernetes.io/name: mine}",
                        "invalid propertyName 'app.kubernetes.io/name'"),
                arguments(
                        "podLabels: {app.kubernetes.io/instance: mine}",
                        "invalid propertyName 'app.kubernetes.io/instance'"),
                arguments("podAnnotations: {number: 1}", "at '/podAnnotations/number': got number, want string"),
                arguments("resources: {limits: {memory: 1 GB}}", "at '/resources/limits/memory': "),
                arguments(
                        "resources: {limits: {memory: 512}}",
                        "at '/resources/limits/memory': value must be 'a number with a unit, such as 512Mi"
                                + " (without a unit, it would be bytes)'"),
                arguments("resources: {requests: {memory: '512'}}", "at '/resources/requests/memory': value must be"),
                arguments("resources: {requests: {cpu: 1Gi}}", "at '/resources/requests/cpu': "),
                arguments("logLevel: debug", "at '/logLevel': value must be one of 'ERROR', 'WARN', 'INFO', 'DEBUG'"),
                arguments("logFormat: JSON", "at '/logFormat': value must be one of 'text', 'json'"),
                arguments("extraEnv: [{name: NAMESPACECERTS_LOG_LEVEL, value: DEBUG}]", "at '/extraEnv/0/name': "),
                arguments("extraArgs: [--help]", "additional properties 'extraArgs' not allowed"),
                arguments("nameOverride: Certificates", "at '/nameOverride': "),
                arguments("service: {annotations: {number: 1}}", "at '/service/annotations/number': got number"),
                arguments(
                        "serviceAccount: {annotations: {a: true}}", "at '/serviceAccount/annotations/a': got boolean"),
                arguments("probes: {liveness: {timeoutSeconds: 0}}", "at '/probes/liveness/timeoutSeconds': minimum"),
                arguments("probes: {liveness: {httpGet: {}}}", "additional properties 'httpGet' not allowed"),
                arguments("topologySpreadConstraints: [{topologyKey: zone}]", "missing properties 'maxSkew'"),
                arguments("resources: {limits: {ram: 1Gi}}", "additional properties 'ram' not allowed"),
                arguments("runAsUser: 0", "at '/runAsUser': minimum: got 0, want 1"),
                arguments("extraEnv: [{name: A-B, value: c}]", "at '/extraEnv/0/name': "),
                arguments("extraEnv: [{name: A, value: 1}]", "at '/extraEnv/0/value': got number, want string"),
                arguments("extraEnv: [{name: NAMESPACECERTS_DEMO, value: Enabled}]", "at '/extraEnv/0/name': "),
                arguments("tolerations: [{key: a, effect: Never}]", "at '/tolerations/0/effect': value must be"),
                arguments("affinity: {anti: {}}", "at '/affinity': additional properties 'anti' not allowed"),
                arguments("networkPolicy: {apiServerPorts: []}", "at '/networkPolicy/apiServerPorts': minItems"),
                arguments("networkPolicy: {apiServerPorts: [0]}", "at '/networkPolicy/apiServerPorts/0': minimum"),
                arguments("networkPolicy: {metricsFrom: [{}]}", "at '/networkPolicy/metricsFrom/0': minProperties"),
                arguments("serviceMonitor: {interval: often}", "at '/serviceMonitor/interval': "),
                arguments("prometheusRule: {enabled: 1}", "at '/prometheusRule/enabled': got number, want boolean"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void isRejected(String values, String message) {
        assertThatThrownBy(() -> Chart.render(values)).hasMessageContaining(message);
    }
}
