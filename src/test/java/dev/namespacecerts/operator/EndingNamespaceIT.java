package dev.namespacecerts.operator;

import static dev.namespacecerts.operator.Cluster.inline;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.SpecBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A terminating Kubernetes namespace accepts no new objects, while its bundles may still exist for some time. */
class EndingNamespaceIT {
    /** Rejects the deletion of bundles for that time. */
    private static final String KEEP_BUNDLES = """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicy
            metadata: {name: keep-bundles}
            spec:
              matchConstraints:
                resourceRules:
                  - apiGroups: [namespacecerts.dev]
                    apiVersions: ["*"]
                    operations: [DELETE]
                    resources: [namespacecertificatebundles]
              validations: [{expression: "false"}]
            ---
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicyBinding
            metadata: {name: keep-bundles}
            spec:
              policyName: keep-bundles
              validationActions: [Deny]
              matchResources:
                namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %s}}
            """;

    private final Cluster cluster = new Cluster();
    private final Kubectl kubectl = new Kubectl(ControlPlane.shared());
    private final String policy = KEEP_BUNDLES.formatted(cluster.namespace());

    @BeforeEach
    void keepBundles() {
        assertThat(kubectl.call(policy, "apply", "-f", "-").exitCode()).isZero();
    }

    @AfterEach
    void close() {
        kubectl.call(policy, "delete", "-f", "-");
        await().until(() -> !isKept());
        cluster.close();
    }

    @Test
    void bundlesAreEvaluatedUntilTheNamespaceIsDeletedWithoutWarningsAboutEvents() {
        cluster.create(
                "shop", inline(CertificateBuilder.root("CN=Acme Root").build().pem()));
        cluster.eventuallyReady("shop", "True", "Ready");
        await().until(this::isKept);
        cluster.client().namespaces().withName(cluster.namespace()).delete();

        cluster.edit("shop", new SpecBuilder().sources(inline("no certificate")));
        cluster.eventuallyReady("shop", "False", "Invalid");
        String aboutUs = OperatorProcess.shared()
                .log()
                .lines()
                .filter(line -> line.contains(cluster.namespace()))
                .toList()
                .toString();
        assertThat(aboutUs).doesNotContain("WARN", "ERROR");
    }

    private boolean isKept() {
        return kubectl.call("", "delete", "ncb/shop", "-n", cluster.namespace(), "--dry-run=server")
                .text()
                .contains("keep-bundles");
    }
}
