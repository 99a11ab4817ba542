package dev.namespacecerts.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.namespacecerts.api.v1alpha1.CloudSpec;
import dev.namespacecerts.api.v1alpha1.CloudSpec.ClearFilters;
import dev.namespacecerts.api.v1alpha1.CloudSpec.DeletionPolicy;
import dev.namespacecerts.api.v1alpha1.CloudSpec.Mode;
import dev.namespacecerts.api.v1alpha1.ConnectionReference;
import dev.namespacecerts.api.v1alpha1.ConnectionReference.Scope;
import dev.namespacecerts.api.v1alpha1.FilterPolicy;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.operator.OperatorProcess;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.SpecBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may have the operator use a connection: the chart's ValidatingAdmissionPolicy, enforced by an API server. */
class ChartConnectionPolicyIT {
    private static final String RELEASE = "connection-policy";
    private static final Set<String> KINDS = Set.of(
            "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding", "ClusterRole", "ClusterRoleBinding");
    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);
    private static final String OPERATOR = "system:serviceaccount:" + Chart.NAME + ":" + RELEASE;

    /** May write bundles, as everybody with the role edit. */
    private static final String EDITOR = "policy-editor";

    /** May write bundles, and use connections. */
    private static final String USER = "policy-user";

    /** May write bundles, use connections, and clear filters. */
    private static final String CLEARER = "policy-clearer";

    private static final Map<String, KubernetesClient> CLIENTS = new HashMap<>();
    private static final List<GenericKubernetesResource> INSTALLED = new ArrayList<>();
    private static final String PEM =
            CertificateBuilder.root("CN=Acme Root,O=Acme").build().pem();

    private static KubernetesClient admin;
    private static String namespace;
    private static int count;

    @BeforeAll
    static void install() {
        OperatorProcess.installCrds(ControlPlane.shared());
        admin = ControlPlane.shared().client();
        Chart.objects("cloud: {enabled: true}\ncrds: {enabled: false}\nfullnameOverride: " + RELEASE).stream()
                .filter(object -> KINDS.contains(object.path("kind").asText()))
                .map(object -> Serialization.unmarshal(object.toString(), GenericKubernetesResource.class))
                .forEach(object -> {
                    admin.resource(object).create();
                    INSTALLED.add(object);
                });
        namespace = newNamespace();
        // The policy takes effect within a second or so.
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThatThrownBy(() -> as(EDITOR)
                                .resource(bundle(cloud(Scope.Namespace)))
                                .dryRun()
                                .create())
                        .hasMessageContaining(RELEASE + "-connection-user"));
    }

    @AfterAll
    static void uninstall() {
        INSTALLED.forEach(object -> admin.resource(object).delete());
        admin.resources(NamespaceCertificateBundle.class).inNamespace(namespace).delete();
        admin.namespaces().withName(namespace).delete();
        CLIENTS.values().forEach(KubernetesClient::close);
        admin.close();
    }

    @ParameterizedTest
    @EnumSource
    void aBundleIsCreatedWithTheVerbUse(Scope scope) {
        NamespaceCertificateBundle bundle = bundle(cloud(scope));
        denied(
                () -> as(EDITOR).resource(bundle).create(),
                "verb \"use\" on " + (scope == Scope.Operator ? "sharedconnections" : "connections")
                        + ".namespacecerts.dev \"temporal-cloud\" in Kubernetes namespace \"" + namespace
                        + "\"; ask a cluster administrator to bind ClusterRole \"" + RELEASE + "-connection-user\"");
        as(USER).resource(bundle).create();
    }

    @Test
    void aBundleWithoutCloudNeedsNone() {
        Resource<NamespaceCertificateBundle> resource = created(bundle(null), EDITOR);
        resource.patch(MERGE, "{\"spec\":{\"filterPolicy\":\"Required\"}}");
        denied(
                () -> resource.patch(
                        MERGE,
                        "{\"spec\":{\"temporalNamespace\":\"a.b\",\"cloud\":{\"connectionRef\":{\"name\":\"temporal-cloud\"}}}}"),
                "verb \"use\"");
        resource.delete();
    }

    @Test
    void everyChangeOfTheSpecNeedsTheVerbUse() {
        NamespaceCertificateBundle bundle = bundle(cloud(Scope.Namespace));
        created(bundle, USER);
        Resource<NamespaceCertificateBundle> resource = of(bundle, EDITOR);
        for (String spec : List.of(
                "{\"filterPolicy\":\"Optional\"}",
                "{\"certificates\":[{\"inline\":\"x\"}]}",
                "{\"cloud\":{\"mode\":\"Sync\"}}",
                "{\"cloud\":{\"deletionPolicy\":\"Remove\"}}",
                "{\"cloud\":null}")) {
            denied(() -> resource.patch(MERGE, "{\"spec\":" + spec + "}"), "verb \"use\"");
            of(bundle, USER).dryRun().patch(MERGE, "{\"spec\":" + spec + "}");
        }
        resource.patch(MERGE, "{\"metadata\":{\"labels\":{\"team\":\"a\"},\"annotations\":{\"b\":\"c\"}}}");
        resource.delete(); // Retain: Temporal Cloud stays as it is
    }

    @Test
    void aChangeOfTheConnectionNeedsTheVerbUseOnBoth() {
        NamespaceCertificateBundle bundle = bundle(cloud(Scope.Namespace));
        created(bundle, USER);
        String one = "policy-one";
        bind(namespace, one, "ClusterRole", "edit");
        admin.resource("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {name: policy-one, namespace: %s}
                rules: [{apiGroups: [namespacecerts.dev], resources: [connections], resourceNames: [mine], verbs: [use]}]
                """.formatted(namespace)).create();
        bind(namespace, one, "Role", one);
        await().untilAsserted(() -> as(one).resource(
                        bundle(new CloudSpec(new ConnectionReference("mine", null), null, null, null, null, null)))
                .dryRun()
                .create());
        denied(
                () -> of(bundle, one).patch(MERGE, "{\"spec\":{\"cloud\":{\"connectionRef\":{\"name\":\"mine\"}}}}"),
                "connections.namespacecerts.dev \"temporal-cloud\"");
    }

    @Test
    void clearingFiltersNeedsAVerbOfItsOwn() {
        NamespaceCertificateBundle clears = bundle(cloud(ClearFilters.Allow, DeletionPolicy.Retain));
        denied(
                () -> as(USER).resource(clears).create(),
                "verb \"clear-filters\" on connections.namespacecerts.dev \"temporal-cloud\" in Kubernetes namespace \""
                        + namespace + "\"; ask a cluster administrator to bind ClusterRole \"" + RELEASE
                        + "-filter-clearer\"");
        created(clears, CLEARER);
        denied(
                () -> of(clears, USER).patch(MERGE, "{\"spec\":{\"filterPolicy\":\"Optional\"}}"),
                "verb \"clear-filters\"");
        of(clears, USER).patch(MERGE, "{\"spec\":{\"cloud\":{\"clearFilters\":\"Deny\"}}}");
        denied(
                () -> of(clears, USER).patch(MERGE, "{\"spec\":{\"cloud\":{\"clearFilters\":\"Allow\"}}}"),
                "verb \"clear-filters\"");
    }

    @Test
    void aDeletionThatChangesTemporalCloudNeedsTheVerbs() {
        NamespaceCertificateBundle removed = bundle(cloud(ClearFilters.Deny, DeletionPolicy.Remove));
        created(removed, USER);
        denied(() -> of(removed, EDITOR).delete(), "verb \"use\"");
        denied(
                () -> as(EDITOR)
                        .resources(NamespaceCertificateBundle.class)
                        .inNamespace(namespace)
                        .withLabel("of", removed.getMetadata().getName())
                        .delete(),
                "verb \"use\"");
        NamespaceCertificateBundle cleared = bundle(cloud(ClearFilters.Allow, DeletionPolicy.Remove));
        created(cleared, CLEARER);
        denied(() -> of(cleared, USER).delete(), "verb \"clear-filters\"");
        of(removed, USER).delete();
        of(cleared, CLEARER).delete();
    }

    /** Its permission to patch a bundle is for the finalizer alone. */
    @Test
    void theOperatorWritesStatusAndFinalizerAndNoSpec() {
        NamespaceCertificateBundle bundle = bundle(cloud(ClearFilters.Allow, DeletionPolicy.Remove));
        created(bundle, CLEARER);
        Resource<NamespaceCertificateBundle> resource = of(bundle, OPERATOR);
        resource.patch(MERGE, "{\"metadata\":{\"finalizers\":[\"namespacecerts.dev/temporal-cloud\"]}}");
        as(OPERATOR)
                .resources(NamespaceCertificateBundle.class)
                .inNamespace(namespace)
                .withName(bundle.getMetadata().getName())
                .subresource("status")
                .patch(MERGE, "{\"status\":{\"observedGeneration\":1}}");
        String spec = "{\"spec\":{\"filterPolicy\":\"Optional\"}}";
        denied(() -> resource.patch(MERGE, spec), "never its spec");
        NamespaceCertificateBundle without = bundle(null);
        created(without, EDITOR);
        denied(() -> of(without, OPERATOR).patch(MERGE, spec), "never its spec");
        of(bundle, CLEARER).delete();
        resource.patch(MERGE, "{\"metadata\":{\"finalizers\":null}}");
        assertThat(of(bundle, CLEARER).get()).isNull();
    }

    @Test
    void aNamespaceIsDeletedWithItsBundles() {
        String other = newNamespace();
        NamespaceCertificateBundle bundle = bundle(cloud(ClearFilters.Allow, DeletionPolicy.Remove));
        bundle.getMetadata().setNamespace(other);
        admin.resource(bundle).create();
        admin.namespaces().withName(other).delete();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> admin.namespaces().withName(other).get() == null);
    }

    /** A release that watches some namespaces leaves the others alone. */
    @Test
    void itCoversTheWatchedNamespaces() {
        assertThat(Chart.object("ValidatingAdmissionPolicy", "cloud: {enabled: true}\nwatch: {namespaces: [payments]}")
                        .at("/spec/matchConstraints/namespaceSelector/matchExpressions/0/values")
                        .toString())
                .isEqualTo("[\"payments\"]");
    }

    private static void denied(ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        refusal -> assertThat(refusal.getCode()).isEqualTo(403))
                .hasMessageContaining("ValidatingAdmissionPolicy '" + RELEASE + "'")
                .hasMessageContaining(message);
    }

    private static Resource<NamespaceCertificateBundle> created(NamespaceCertificateBundle bundle, String user) {
        as(user).resource(bundle).create();
        return of(bundle, user);
    }

    private static Resource<NamespaceCertificateBundle> of(NamespaceCertificateBundle bundle, String user) {
        return as(user).resources(NamespaceCertificateBundle.class)
                .inNamespace(namespace)
                .withName(bundle.getMetadata().getName());
    }

    private static CloudSpec cloud(Scope scope) {
        return new CloudSpec(new ConnectionReference("temporal-cloud", scope), null, null, null, null, null);
    }

    private static CloudSpec cloud(ClearFilters clearFilters, DeletionPolicy deletionPolicy) {
        return new CloudSpec(
                new ConnectionReference("temporal-cloud", null), Mode.Sync, null, clearFilters, deletionPolicy, null);
    }

    private static NamespaceCertificateBundle bundle(CloudSpec cloud) {
        SpecBuilder spec = new SpecBuilder().inline(PEM).filterPolicy(FilterPolicy.Required);
        NamespaceCertificateBundle bundle = new NamespaceCertificateBundle();
        bundle.getMetadata().setName("bundle-" + count++);
        bundle.getMetadata().setNamespace(namespace);
        bundle.getMetadata().setLabels(Map.of("of", bundle.getMetadata().getName()));
        bundle.setSpec((cloud == null
                        ? spec
                        : spec.temporalNamespace("accounting.a2dd6").cloud(cloud))
                .build());
        return bundle;
    }

    private static KubernetesClient as(String user) {
        return CLIENTS.computeIfAbsent(user, name -> {
            Config config = new ConfigBuilder(admin.getConfiguration())
                    .withImpersonateUsername(name)
                    .build();
            return new KubernetesClientBuilder().withConfig(config).build();
        });
    }

    private static String newNamespace() {
        String name = "policy-" + UUID.randomUUID().toString().substring(0, 8);
        admin.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
        for (String user : List.of(EDITOR, USER, CLEARER)) {
            bind(name, user, "ClusterRole", "edit");
        }
        for (String user : List.of(USER, CLEARER)) {
            bind(name, user, "ClusterRole", RELEASE + "-connection-user");
        }
        bind(name, CLEARER, "ClusterRole", RELEASE + "-filter-clearer");
        return name;
    }

    private static void bind(String namespace, String user, String kind, String role) {
        admin.resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withName(user + "-" + role)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", kind, role)
                        .addNewSubject("rbac.authorization.k8s.io", "User", user, null)
                        .build())
                .create();
    }
}
