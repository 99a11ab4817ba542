package dev.namespacecerts.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the operator issues and publishes, as Pods have it in their volumes. */
class MutualTlsNodeIT {
    private static final String NAMESPACE = "playground";

    private final Node node = Node.shared();

    private Release release;
    private Workload workload;

    @BeforeEach
    void install() {
        release = Release.install(node, Map.of("demo.enabled", true));
        node.createNamespace(NAMESPACE, Map.of());
        workload = new Workload(node, NAMESPACE);
    }

    @AfterEach
    void uninstall() {
        node.deleteNamespace(NAMESPACE);
        release.close();
    }

    @Test
    @Tag("node")
    void aClientWithADemoLeafIsAcceptedAndAStrangerIsNot() {
        apply("playground", "Acme", "frontend-tls", "worker-tls");
        apply("elsewhere", "Mallory", "stranger-tls");
        workload.start();
        workload.startClient("stranger", "stranger-tls");
        workload.awaitConnections("worker", 10);
        workload.assertNeverRefused("worker");
        workload.awaitConnections("stranger", 3);
        assertThat(workload.connections("stranger")).allMatch(line -> line.contains("alert unknown ca"));
    }

    private void apply(String bundle, String organization, String... secrets) {
        StringBuilder leaves = new StringBuilder();
        for (String secret : secrets) {
            leaves.append("      - {secretName: %1$s, commonName: %1$s}\n".formatted(secret));
        }
        node.apply("""
                apiVersion: namespacecerts.dev/v1alpha1
                kind: NamespaceCertificateBundle
                metadata: {name: %1$s, namespace: %2$s}
                spec:
                  publish: {configMap: {name: %1$s-ca, key: ca.crt}, settle: 90s}
                  demo:
                    authority: {organization: %3$s}
                    leaves:
                """.formatted(bundle, NAMESPACE, organization) + leaves);
        node.kubectl("wait", "-n", NAMESPACE, "--for=condition=Ready", "ncb/" + bundle, "--timeout=30s");
    }
}
