package dev.namespacecerts.operator;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.List;
import java.util.UUID;

/** A user with some permissions in one Kubernetes namespace, and none elsewhere. */
final class Tenant {
    private static final String RBAC = "rbac.authorization.k8s.io";

    private Tenant() {}

    /** Kubernetes' own role edit, with what the chart adds to it. */
    static KubernetesClient edit(Cluster cluster) {
        String user = user(cluster, bundles());
        bind(cluster, user, "ClusterRole", "edit");
        return as(cluster, user);
    }

    /** May write bundles, and neither read nor write Secrets. */
    static KubernetesClient bundleWriter(Cluster cluster) {
        return as(cluster, user(cluster, bundles()));
    }

    /** May read and update ConfigMaps. */
    static KubernetesClient configMapEditor(Cluster cluster) {
        return as(cluster, user(cluster, rule("", "configmaps", "get", "list", "watch", "create", "update", "patch")));
    }

    /** Has edit, and may write the status of bundles too, which no role of the chart allows. */
    static KubernetesClient statusWriter(Cluster cluster) {
        String user = user(
                cluster,
                bundles(),
                rule("namespacecerts.dev", "namespacecertificatebundles/status", "patch", "update"));
        bind(cluster, user, "ClusterRole", "edit");
        return as(cluster, user);
    }

    private static PolicyRule bundles() {
        return rule(
                "namespacecerts.dev",
                "namespacecertificatebundles",
                "get",
                "list",
                "watch",
                "create",
                "update",
                "patch",
                "delete");
    }

    private static PolicyRule rule(String group, String resource, String... verbs) {
        return new PolicyRuleBuilder()
                .withApiGroups(group)
                .withResources(resource)
                .withVerbs(verbs)
                .build();
    }

    private static String user(Cluster cluster, PolicyRule... rules) {
        String user = "tenant-" + UUID.randomUUID().toString().substring(0, 8);
        cluster.client()
                .resource(new RoleBuilder()
                        .withNewMetadata()
                        .withName(user)
                        .withNamespace(cluster.namespace())
                        .endMetadata()
                        .withRules(List.of(rules))
                        .build())
                .create();
        bind(cluster, user, "Role", user);
        return user;
    }

    private static void bind(Cluster cluster, String user, String kind, String role) {
        cluster.client()
                .resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withName(user + "-" + role)
                        .withNamespace(cluster.namespace())
                        .endMetadata()
                        .withNewRoleRef(RBAC, kind, role)
                        .addNewSubject(RBAC, "User", user, null)
                        .build())
                .create();
    }

    private static KubernetesClient as(Cluster cluster, String user) {
        Config config = new ConfigBuilder(cluster.client().getConfiguration())
                .withImpersonateUsername(user)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /** An owner reference to a bundle, as anyone can write it into an object. */
    static OwnerReference owner(NamespaceCertificateBundle bundle, boolean controller) {
        return new OwnerReferenceBuilder()
                .withApiVersion(bundle.getApiVersion())
                .withKind(bundle.getKind())
                .withName(bundle.getMetadata().getName())
                .withUid(bundle.getMetadata().getUid())
                .withController(controller)
                .withBlockOwnerDeletion(false) // as the operator writes it, which would repair it otherwise
                .build();
    }
}
