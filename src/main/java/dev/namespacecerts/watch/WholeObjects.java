package dev.namespacecerts.watch;

import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Reads complete objects from the API server, if the cache has only a part. */
@ApplicationScoped
public class WholeObjects {
    private final KubernetesClient client;

    public WholeObjects(KubernetesClient client) {
        this.client = client;
    }

    /** The complete bundle; empty if it was deleted. */
    public Optional<NamespaceCertificateBundle> of(NamespaceCertificateBundle kept) {
        return kept.isComplete() ? Optional.of(kept) : read(kept, NamespaceCertificateBundle.class);
    }

    /** The complete filter; empty if it was deleted. */
    public Optional<CertificateFilter> of(CertificateFilter kept) {
        return kept.isComplete() ? Optional.of(kept) : read(kept, CertificateFilter.class);
    }

    /** Uses a list of one object, which needs no permission beyond those of the watch. */
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
