package dev.namespacecerts.issue;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads the demo part of specs from the API server instead of the cache. */
@ApplicationScoped
class Requests {
    private final KubernetesClient client;

    Requests(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Whether a bundle still exists with the same demo spec. When a bundle is deleted, the watch may report the
     * deletion of its Secrets first. After a Secret was found missing, this distinguishes a lost Secret, which is
     * reissued, from one that was deleted with its bundle.
     */
    boolean stands(NamespaceCertificateBundle bundle) {
        ObjectMeta seen = bundle.getMetadata();
        NamespaceCertificateBundle found = client.resources(NamespaceCertificateBundle.class)
                .inNamespace(seen.getNamespace())
                .withName(seen.getName())
                .get();
        return found != null
                && found.getMetadata().getUid().equals(seen.getUid())
                && found.getMetadata().getGeneration().equals(seen.getGeneration())
                && found.getMetadata().getDeletionTimestamp() == null;
    }
}
