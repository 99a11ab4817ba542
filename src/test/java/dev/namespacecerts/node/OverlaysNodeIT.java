package dev.namespacecerts.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.namespacecerts.testing.CertificateBuilder;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The overlays of kustomize, from {@code kubectl apply -k} to {@code kubectl delete -k}. */
@Tag("node")
class OverlaysNodeIT {
    private final Node node = Node.shared();

    private String overlay;

    @ParameterizedTest
    @CsvSource({"cluster-wide, default", "one-namespace, " + Release.NAME})
    void installsAnOperatorThatPublishes(String name, String namespace) {
        overlay = "deploy/overlays/" + name;
        node.kubectl("apply", "-k", "deploy/crds");
        node.apply(kubernetesNamespace());
        node.kubectl("apply", "-k", overlay);
        node.kubectl("rollout", "status", "-n", Release.NAME, "deployment/" + Release.NAME, "--timeout=240s");
        node.apply(bundle(namespace));
        node.kubectl("wait", "-n", namespace, "--for=condition=Ready", "ncb/first", "--timeout=30s");
        assertThat(node.kubectl("get", "configmap", "-n", namespace, "first-ca", "-o", "jsonpath={.data.ca\\.crt}"))
                .startsWith("-----BEGIN CERTIFICATE-----");
    }

    @AfterEach
    void delete() {
        node.kubectl("delete", "-k", overlay, "--timeout=90s");
        node.kubectl("delete", "-k", "deploy/crds", "--timeout=90s");
        node.kubectl("delete", "namespace", Release.NAME, "--ignore-not-found", "--timeout=90s");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> node.client().namespaces().withName(Release.NAME).get() == null);
    }

    /** For one-namespace, which does not have it. */
    private static String kubernetesNamespace() {
        return "{apiVersion: v1, kind: Namespace, metadata: {name: " + Release.NAME + "}}";
    }

    private static String bundle(String namespace) {
        return """
                apiVersion: namespacecerts.dev/v1alpha1
                kind: NamespaceCertificateBundle
                metadata: {name: first, namespace: %s}
                spec:
                  publish: {configMap: {name: first-ca, key: ca.crt}}
                  certificates:
                    - inline: |
                        %s
                """.formatted(
                namespace, CertificateBuilder.root("CN=Acme").build().pem().replace("\n", "\n        "));
    }
}
