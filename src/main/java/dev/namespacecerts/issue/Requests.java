package dev.namespacecerts.issue;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.enterprise.context.ApplicationScoped;

/** What bundles ask for, as the API server has it and not as a watch has shown it. */
@ApplicationScoped
class Requests {
    private final KubernetesClient client;

    Requests(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Whether a bundle is still there and asks for the same. When a bundle is deleted its Secrets go with it, and a watch
     * may show that before it shows why: asked after a Secret was seen to be missing, this tells a lost one, which is to be
     * issued again, from one that nobody wants.
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
