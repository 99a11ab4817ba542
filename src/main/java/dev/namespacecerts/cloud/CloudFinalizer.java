package dev.namespacecerts.cloud;

import dev.namespacecerts.api.v1alpha1.CloudSpec;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.settings.Feature;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The finalizer of bundles with {@code deletionPolicy: Remove}: they stay until Temporal Cloud was changed. */
public final class CloudFinalizer {
    /** Its name. Whoever removes it from a bundle leaves Temporal Cloud as it is. */
    public static final String NAME = "namespacecerts.dev/temporal-cloud";

    private static final PatchContext JSON_PATCH =
            new PatchContext.Builder().withPatchType(PatchType.JSON).build();

    private final KubernetesClient client;
    private final Feature feature;

    /** @param feature whether this installation has Temporal Cloud; else it may not write finalizers */
    public CloudFinalizer(KubernetesClient client, Feature feature) {
        this.client = client;
        this.feature = feature;
    }

    /** Adds or removes it as the spec says. Returns whether it was changed, so that the bundle must be read again. */
    public boolean adjust(NamespaceCertificateBundle bundle) {
        boolean change = feature == Feature.Enabled && isWanted(bundle) != isOn(bundle);
        if (change) {
            set(bundle, isWanted(bundle));
        }
        return change;
    }

    /** Whether a bundle has it. */
    public static boolean isOn(NamespaceCertificateBundle bundle) {
        return Optional.ofNullable(bundle.getMetadata().getFinalizers())
                .orElse(List.of())
                .contains(NAME);
    }

    /** Whether a bundle should have it. */
    static boolean isWanted(NamespaceCertificateBundle bundle) {
        CloudSpec cloud = bundle.getSpec().cloud();
        return cloud != null
                && cloud.mode() == CloudSpec.Mode.Sync
                && cloud.deletionPolicy() == CloudSpec.DeletionPolicy.Remove;
    }

    /**
     * Adds or removes it.
     *
     * @throws KubernetesClientException if the API server does not answer, or refuses
     */
    public void set(NamespaceCertificateBundle bundle, boolean on) {
        var resource = client.genericKubernetesResources(bundle.getApiVersion(), bundle.getKind())
                .inNamespace(bundle.getMetadata().getNamespace())
                .withName(bundle.getMetadata().getName());
        var found = resource.get();
        if (found == null
                || !found.getMetadata().getUid().equals(bundle.getMetadata().getUid())) {
            return;
        }
        List<String> finalizers = new ArrayList<>(
                Optional.ofNullable(found.getMetadata().getFinalizers()).orElse(List.of()));
        if (on ? finalizers.contains(NAME) : !finalizers.remove(NAME)) {
            return;
        }
        if (on) {
            finalizers.add(NAME);
        }
        String patch = client.getKubernetesSerialization()
                .asJson(List.of(
                        Map.of(
                                "op",
                                "replace",
                                "path",
                                "/metadata/resourceVersion",
                                "value",
                                found.getMetadata().getResourceVersion()),
                        Map.of("op", "add", "path", "/metadata/finalizers", "value", finalizers)));
        try {
            resource.patch(JSON_PATCH, patch);
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
        }
    }
}
