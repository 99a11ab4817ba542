package dev.namespacecerts.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.operator.OperatorProcess;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Permissions of users with the Kubernetes roles view, edit and admin in a namespace. */
class ChartUserRolesIT {
    private static final List<String> VERBS =
            List.of("get", "list", "watch", "create", "update", "patch", "delete", "deletecollection");
    private static final List<String> ROLES = List.of("view", "edit", "admin");
    private static final String NAMESPACE = "default";

    private static KubernetesClient client;
    private static List<GenericKubernetesResource> userRoles;

    @BeforeAll
    static void bind() {
        OperatorProcess.installCrds(ControlPlane.shared());
        client = ControlPlane.shared().client();
        userRoles = Chart.ofKind("ClusterRole", Chart.objects("crds: {enabled: false}\ncloud: {enabled: true}"))
                .filter(role -> role.path("metadata").path("labels").toString().contains("aggregate-to-"))
                .map(role -> Serialization.unmarshal(role.toString(), GenericKubernetesResource.class))
                .toList();
        assertThat(userRoles).hasSize(3);
        userRoles.forEach(role -> client.resource(role).create());
        ROLES.forEach(role -> client.resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withName("user-with-" + role)
                        .withNamespace(NAMESPACE)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", role)
                        .addNewSubject("rbac.authorization.k8s.io", "User", "user-with-" + role, null)
                        .build())
                .create());
    }

    @AfterAll
    static void unbind() {
        userRoles.forEach(role -> client.resource(role).delete());
        ROLES.forEach(role -> client.rbac()
                .roleBindings()
                .inNamespace(NAMESPACE)
                .withName("user-with-" + role)
                .delete());
        client.close();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "view,  namespacecertificatebundles,        get list watch",
        "view,  namespacecertificatebundles/status, get list watch",
        "view,  certificatefilters,                 get list watch",
        "view,  certificatefilters/status,          get list watch",
        "edit,  namespacecertificatebundles,        get list watch create update patch delete deletecollection",
        "edit,  namespacecertificatebundles/status, get list watch",
        "edit,  certificatefilters,                 get list watch",
        "edit,  certificatefilters/status,          get list watch",
        "admin, namespacecertificatebundles,        get list watch create update patch delete deletecollection",
        "admin, namespacecertificatebundles/status, get list watch",
        "admin, certificatefilters,                 get list watch create update patch delete deletecollection",
        "admin, certificatefilters/status,          get list watch",
    })
    void haveExactlyThesePermissions(String role, String resource, String verbs) {
        await().untilAsserted(() -> assertThat(VERBS.stream().filter(verb -> may("user-with-" + role, verb, resource)))
                .containsExactly(verbs.split(" ")));
    }

    /** Whoever binds a role must have its permissions: neither can an admin of the namespace give them away. */
    @ParameterizedTest
    @ValueSource(strings = {"view", "edit", "admin"})
    void haveNoPermissionToUseAConnection(String role) {
        for (String resource : List.of("connections", "sharedconnections")) {
            assertThat(Stream.of("use", "clear-filters", "*").filter(verb -> may("user-with-" + role, verb, resource)))
                    .isEmpty();
        }
    }

    private static boolean may(String user, String verb, String resource) {
        String[] parts = resource.split("/");
        return client.authorization()
                .v1()
                .subjectAccessReview()
                .create(new SubjectAccessReviewBuilder()
                        .withNewSpec()
                        .withUser(user)
                        .withNewResourceAttributes()
                        .withNamespace(NAMESPACE)
                        .withVerb(verb)
                        .withGroup("namespacecerts.dev")
                        .withResource(parts[0])
                        .withSubresource(parts.length > 1 ? parts[1] : null)
                        .endResourceAttributes()
                        .endSpec()
                        .build())
                .getStatus()
                .getAllowed();
    }
}
