package dev.namespacecerts.operator;

import static dev.namespacecerts.operator.Cluster.configMap;
import static dev.namespacecerts.operator.Cluster.inline;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.FilterPolicy;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.Reconciliation;
import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.GoProgram;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.PublicAuthority;
import dev.namespacecerts.testing.SpecBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How tools that wait interpret bundles and filters: kstatus, and so Flux; Argo CD; {@code kubectl wait}. */
class GitOpsIT {
    private static final String BUNDLES = "namespacecertificatebundles";
    private static final String FILTERS = "certificatefilters";
    private static final String GOOD = "*.payments";
    private static final String BROKEN = "*\u00a0"; // which the schema accepts

    private final Cluster cluster = new Cluster();
    private final HeldCertificate root = CertificateBuilder.root("CN=Acme Root").build();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void aValidBundleIsCurrentAndHealthy() {
        cluster.create("bundle", inline(root.pem()));
        cluster.eventuallyReady("bundle", "True", "Ready");
        assertTold(bundle("bundle"), "Current", "Healthy 1 certificate meets Temporal Cloud's requirements");
    }

    @Test
    void anInvalidBundleIsFailedAtOnceAndBothToolsShowWhy() {
        cluster.create("bundle", inline("nonsense"));
        cluster.eventuallyReady("bundle", "False", "Invalid");
        assertTold(bundle("bundle"), "Failed Error CA-10: ", "Degraded CA-10: ");
    }

    @Test
    void aBundleWhoseSourceIsMissingIsInProgress() {
        cluster.create("bundle", configMap("absent"));
        cluster.eventuallyReady("bundle", "False", "SourceNotFound");
        assertTold(bundle("bundle"), "InProgress CA-14: ", "Progressing CA-14: ");
    }

    @Test
    void aBundleThatWaitsForAFilterIsInProgress() {
        cluster.create("public", inline(PublicAuthority.pem()));
        cluster.create("required", null, FilterPolicy.Required, inline(root.pem()));
        cluster.eventuallyReady("public", "False", "Invalid");
        cluster.eventuallyReady("required", "False", "FilterRequired");
        assertTold(bundle("public"), "InProgress CA-6: ", "Progressing CA-6: ");
        assertTold(bundle("required"), "InProgress ", "Progressing ");
    }

    @Test
    void anAcceptedFilterIsCurrentAndARejectedOneIsFailedWithItsBundle() {
        cluster.create("bundle", inline(root.pem()));
        cluster.filter("good", "bundle", GOOD);
        cluster.filter("broken", "bundle", BROKEN);
        cluster.eventuallyReady("bundle", "False", "FilterRejected");
        assertTold(judgedFilter("good"), "Current ", "Healthy The filter is valid and applies to");
        assertTold(judgedFilter("broken"), "Failed Error CF-2: ", "Degraded CF-2: ");
        assertTold(bundle("bundle"), "Failed CertificateFilter \"broken\"", "Degraded CertificateFilter \"broken\"");
    }

    @Test
    void aFilterThatWaitsForItsBundleIsInProgress() {
        cluster.filter("early", "late", GOOD);
        assertTold(judgedFilter("early"), "InProgress CF-5: ", "Progressing CF-5: ");
    }

    @Test
    void aCreatedObjectIsInProgressUntilReconciled() {
        NamespaceCertificateBundle bundle = cluster.create("bundle", inline("nonsense"));
        CertificateFilter filter = cluster.filter("filter", "bundle", BROKEN);
        assertTold(json(bundle), "InProgress ", "Progressing The operator has not reconciled it yet.");
        assertTold(json(filter), "InProgress ", "Progressing The operator has not reconciled it yet.");
    }

    @Test
    void anEditedObjectIsInProgressUntilReconciled() {
        cluster.create("bundle", inline(root.pem()));
        cluster.eventuallyReady("bundle", "True", "Ready");
        NamespaceCertificateBundle edited = cluster.bundle("bundle").edit(bundle -> {
            bundle.setSpec(new SpecBuilder().inline("nonsense").build());
            return bundle;
        });
        assertTold(json(edited), "InProgress ", "Progressing The operator has not reconciled it yet.");
    }

    @Test
    void aSuspendedBundleIsSuspendedForArgoAndInProgressForKstatus() {
        cluster.create("bundle", new SpecBuilder().inline(root.pem()).reconciliation(Reconciliation.Suspended));
        cluster.eventuallyReady("bundle", "Unknown", "Suspended");
        assertTold(bundle("bundle"), "InProgress ", "Suspended spec.reconciliation is Suspended");
    }

    @Test
    void argoHandlesAnEmptyStatus() {
        cluster.create("bundle", inline(root.pem()));
        cluster.eventuallyReady("bundle", "True", "Ready");
        for (String status : new String[] {null, "{}", "{\"observedGeneration\":1}", "{\"conditions\":[]}"}) {
            ObjectNode object = bundle("bundle");
            object.remove("status");
            if (status != null) {
                object.set("status", Serialization.unmarshal(status, JsonNode.class));
            }
            assertThat(argo(object)).startsWith("Progressing The operator has not reconciled it yet.");
        }
    }

    @Test
    void kubectlWaitsForReadyOfBothKindsAndForStalled() {
        cluster.create("valid", inline(root.pem()));
        cluster.filter("good", "valid", GOOD);
        cluster.create("broken", inline("nonsense"));
        assertThat(kubectlWait("Ready", "20s", "ncb/valid", "ncf/good").exitCode())
                .isZero();
        assertThat(kubectlWait("Stalled", "20s", "ncb/broken").exitCode()).isZero();
        Kubectl.Answer never = kubectlWait("Ready", "100ms", "ncb/broken");
        assertThat(never.text()).contains("timed out");
        assertThat(never.exitCode()).isEqualTo(1);
    }

    private static void assertTold(ObjectNode object, String kstatus, String argo) {
        assertThat(GoProgram.of("kstatus").ask(object.toString()) + " ").startsWith(kstatus);
        assertThat(argo(object)).startsWith(argo);
    }

    private static String argo(ObjectNode object) {
        return ArgoHealth.of(object.get("kind").asText(), object.toString());
    }

    private Kubectl.Answer kubectlWait(String condition, String timeout, String... objects) {
        String[] arguments = new String[objects.length + 4];
        arguments[0] = "wait";
        arguments[1] = "--for=condition=" + condition;
        arguments[2] = "--timeout=" + timeout;
        arguments[3] = "--namespace=" + cluster.namespace();
        System.arraycopy(objects, 0, arguments, 4, objects.length);
        return new Kubectl(ControlPlane.shared()).call("", arguments);
    }

    private ObjectNode judgedFilter(String name) {
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        stored(FILTERS, name).at("/status/observedGeneration").asLong() == 1);
        return stored(FILTERS, name);
    }

    private ObjectNode bundle(String name) {
        return stored(BUNDLES, name);
    }

    /** As the API server has it, without a detour over the operator's types. */
    private ObjectNode stored(String plural, String name) {
        return Serialization.unmarshal(
                cluster.client()
                        .raw("/apis/namespacecerts.dev/v1alpha1/namespaces/" + cluster.namespace() + "/" + plural + "/"
                                + name),
                ObjectNode.class);
    }

    private static ObjectNode json(Object object) {
        return Serialization.jsonMapper().valueToTree(object);
    }
}
