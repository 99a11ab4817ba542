package dev.namespacecerts.watch;

import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Objects of which a cache has only a part, as the API server has them. */
@ApplicationScoped
public class WholeObjects {
    private final KubernetesClient client;

    public WholeObjects(KubernetesClient client) {
        this.client = client;
    }

    /** The whole bundle; empty where it is gone. */
    public Optional<NamespaceCertificateBundle> of(NamespaceCertificateBundle kept) {
        return kept.isComplete() ? Optional.of(kept) : read(kept, NamespaceCertificateBundle.class);
    }

    /** The whole filter; empty where it is gone. */
    public Optional<CertificateFilter> of(CertificateFilter kept) {
        return kept.isComplete() ? Optional.of(kept) : read(kept, CertificateFilter.class);
    }

    /** By a list of one, which needs no right besides those that the watch needs. */
    private <T extends HasMetadata> Optional<T> read(T kept, Class<T> type) {
        return client
                .resources(type)
                .inNamespace(kept.getMetadata().getNamespace())
                .withField("metadata.name", kept.getMetadata().getName())
                .list()
                .getItems()
                .stream()
                .filter(found ->
                        found.getMetadata().getUid().equals(kept.getMetadata().getUid()))
                .findFirst();
    }
}
