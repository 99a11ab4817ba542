package dev.namespacecerts.cli;

import dev.namespacecerts.settings.Feature;
import dev.namespacecerts.settings.Shard;
import dev.namespacecerts.x509.DisplayText;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Checks before the start: a reachable cluster, the CRDs, and the permissions. */
final class Preflight {
    private static final Logger LOG = Logger.getLogger("namespacecerts");
    private static final String GROUP = "namespacecerts.dev";
    private static final List<String> KINDS = List.of("namespacecertificatebundles", "certificatefilters");

    private final Config config;
    private final List<String> namespaces;
    private final Shard shard;
    private final Feature demo;

    /**
     * @param namespaces the Kubernetes namespaces to watch; empty for all
     * @param shard the bundles to reconcile
     * @param demo whether demo certificates are issued
     */
    Preflight(Config config, List<String> namespaces, Shard shard, Feature demo) {
        this.shard = shard;
        this.demo = demo;
        this.config = new ConfigBuilder(config)
                .withRequestRetryBackoffLimit(2)
                .withRequestTimeout(10_000)
                .build();
        this.namespaces = namespaces;
    }

    /** @throws StartFailure with what is missing and how to fix it */
    void check() {
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build()) {
            reachable(client);
            installed(client);
            permitted(client);
            existing(client);
        }
    }

    private void reachable(KubernetesClient client) {
        try {
            client.getKubernetesVersion();
        } catch (KubernetesClientException e) {
            String why = e.getCode() <= 0 ? "does not answer: " + root(e) : "answers with HTTP " + e.getCode();
            throw new StartFailure("No cluster: the Kubernetes API server at " + config.getMasterUrl() + " " + why
                    + ". Set KUBECONFIG to the kubeconfig of a reachable cluster.");
        }
    }

    /** What the client's exceptions are about, such as an unknown host or a certificate that is not trusted. */
    private static String root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return DisplayText.of(String.valueOf(root.getMessage()), Commands.SHOWN);
    }

    /**
     * A namespace may be created later, or deleted while others need the operator. So this does not prevent the start. Where the
     * user may not read namespaces, as with the chart's Roles, nothing is reported.
     */
    private void existing(KubernetesClient client) {
        for (String namespace : namespaces) {
            if (isAllowed(client, namespace, namespace, "get", "", "namespaces")
                    && client.namespaces().withName(namespace).get() == null) {
                LOG.warnf(
                        "%s names the Kubernetes namespace %s, which does not exist. It is watched once it exists.",
                        StartSettings.variable(StartSettings.NAMESPACES), namespace);
            }
        }
    }

    private static void installed(KubernetesClient client) {
        APIResourceList found = client.getApiResources(GROUP + "/v1alpha1");
        Set<String> names = found == null
                ? Set.of()
                : found.getResources().stream().map(APIResource::getName).collect(Collectors.toSet());
        List<String> missing =
                KINDS.stream().filter(kind -> !names.contains(kind)).toList();
        if (!missing.isEmpty()) {
            throw new StartFailure("No CRD: the cluster does not serve " + String.join(" and ", missing) + " of "
                    + GROUP + "/v1alpha1. Install them: kubectl apply -f crds/");
        }
    }

    private void permitted(KubernetesClient client) {
        List<String> refused = new ArrayList<>();
        for (String namespace : namespaces.isEmpty() ? List.of("") : namespaces) {
            for (String verb : List.of("list", "watch")) {
                KINDS.forEach(kind -> ask(client, namespace, verb, GROUP, kind, refused));
            }
            if (demo == Feature.Enabled) {
                ask(client, namespace, "get", GROUP, "namespacecertificatebundles", refused);
            }
            KINDS.forEach(kind -> ask(client, namespace, "patch", GROUP, kind + "/status", refused));
            for (String verb : List.of("get", "list", "watch")) {
                ask(client, namespace, verb, "", "configmaps", refused);
                ask(client, namespace, verb, "", "secrets", refused);
            }
        }
        if (shard.claimsBeyondNamespaces()) {
            for (String verb : List.of("list", "watch")) {
                ask(client, "", verb, GROUP, "namespacecertificatebundles", refused);
            }
        }
        if (!refused.isEmpty()) {
            throw new StartFailure("No permission: this user may not " + String.join(", ", refused)
                    + ". Bind it to a Role or ClusterRole with these permissions."
                    + (namespaces.isEmpty() ? "" : " In a namespace that does not exist, there is no Role."));
        }
    }

    private static void ask(
            KubernetesClient client, String namespace, String verb, String group, String kind, List<String> refused) {
        if (!isAllowed(client, namespace, null, verb, group, kind)) {
            refused.add(verb + " " + kind + (namespace.isEmpty() ? "" : " in namespace " + namespace));
        }
    }

    /** @param name null for all objects of the kind */
    private static boolean isAllowed(
            KubernetesClient client, String namespace, @Nullable String name, String verb, String group, String kind) {
        String[] resource = kind.split("/");
        SelfSubjectAccessReview review = client.authorization()
                .v1()
                .selfSubjectAccessReview()
                .create(new SelfSubjectAccessReviewBuilder()
                        .withNewSpec()
                        .withNewResourceAttributes()
                        .withNamespace(namespace.isEmpty() ? null : namespace)
                        .withName(name)
                        .withVerb(verb)
                        .withGroup(group)
                        .withResource(resource[0])
                        .withSubresource(resource.length > 1 ? resource[1] : null)
                        .endResourceAttributes()
                        .endSpec()
                        .build());
        return Boolean.TRUE.equals(review.getStatus().getAllowed());
    }
}
