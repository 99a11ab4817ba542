package dev.namespacecerts.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.namespacecerts.testing.GoProgram;
import java.time.Duration;
import java.util.List;

/**
 * A Pod with a Temporal frontend's TLS code, which trusts what a bundle publishes, and a Pod with a demo leaf, which connects
 * five times a second: both with volumes that kubelet updates.
 */
final class Workload {
    private static final String IMAGE = "docker.io/local/workload:1";
    private static final String REFUSED = "refused";

    private final Node node;
    private final String namespace;

    Workload(Node node, String namespace) {
        this.node = node;
        this.namespace = namespace;
        node.image(
                IMAGE,
                "bash",
                "openssl",
                "sleep",
                GoProgram.of("temporaltls").file().toString());
    }

    /** Starts both. The bundle must have been issued and published. */
    void start() {
        node.apply(server("5s"));
        node.apply(client("worker", "worker-tls"));
        node.kubectl("wait", "-n", namespace, "--for=condition=Ready", "pod/frontend", "pod/worker", "--timeout=60s");
    }

    /** Starts one more client, with a leaf that it holds in a Secret. */
    void startClient(String name, String secret) {
        node.apply(client(name, secret));
        node.kubectl("wait", "-n", namespace, "--for=condition=Ready", "pod/" + name, "--timeout=60s");
    }

    /** What a client has seen so far: a line for each connection. */
    List<String> connections(String client) {
        return node.kubectl("logs", "-n", namespace, client)
                .lines()
                .filter(line -> line.startsWith("accepted") || line.startsWith(REFUSED))
                .toList();
    }

    void awaitConnections(String client, int more) {
        int wanted = connections(client).size() + more;
        await().atMost(Duration.ofSeconds(90)).until(() -> connections(client).size() >= wanted);
    }

    void assertNeverRefused(String client) {
        assertThat(connections(client)).isNotEmpty().noneMatch(line -> line.startsWith(REFUSED));
    }

    /** What a Pod has at this moment in its volume with the CAs. */
    String mounted(String pod) {
        return node.kubectl("exec", "-n", namespace, pod, "--", "bash", "-c", "echo \"$(</ca/ca.crt)\"");
    }

    private String server(String refreshInterval) {
        return """
                apiVersion: v1
                kind: Service
                metadata: {name: frontend, namespace: %1$s}
                spec: {selector: {app: frontend}, ports: [{port: 7233}]}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: frontend, namespace: %1$s, labels: {app: frontend}}
                spec:
                  terminationGracePeriodSeconds: 0
                  containers:
                    - name: frontend
                      image: %2$s
                      stdin: true # it ends with its standard input
                      command: [temporaltls, /ca/ca.crt, /tls/tls.crt, /tls/tls.key, %3$s, ":7233"]
                      readinessProbe: {tcpSocket: {port: 7233}, periodSeconds: 1}
                      volumeMounts: [{name: ca, mountPath: /ca}, {name: tls, mountPath: /tls}]
                  volumes:
                    - {name: ca, configMap: {name: playground-ca}}
                    - {name: tls, secret: {secretName: frontend-tls}}
                """.formatted(namespace, IMAGE, refreshInterval);
    }

    /** An alert is a refusal. While its own volume changes, a client may read a certificate and the key of another. */
    private String client(String name, String secret) {
        return """
                apiVersion: v1
                kind: Pod
                metadata: {name: %2$s, namespace: %1$s}
                spec:
                  terminationGracePeriodSeconds: 0
                  containers:
                    - name: client
                      image: %3$s
                      command:
                        - bash
                        - -c
                        - |
                          while :; do
                            said=$(openssl s_client -quiet -cert /tls/tls.crt -key /tls/tls.key \\
                              -connect "$FRONTEND_SERVICE_HOST:7233" </dev/null 2>&1)
                            case $said in
                              *ok) echo accepted ;;
                              *alert*) echo refused: $said ;;
                              *) echo other: $said ;;
                            esac
                            sleep 0.2
                          done
                      volumeMounts: [{name: tls, mountPath: /tls}]
                  volumes:
                    - {name: tls, secret: {secretName: %4$s}}
                """.formatted(namespace, name, IMAGE, secret);
    }
}
