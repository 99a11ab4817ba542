package dev.namespacecerts.bundle;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.rules.BundleSource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Collect: reads the texts that a bundle names. They are read from the API server when a bundle is judged and not kept:
 * a watch says when to read again, so that no Secret stays in memory.
 */
@ApplicationScoped
public class SourceCollector {
    private final KubernetesClient client;

    public SourceCollector(KubernetesClient client) {
        this.client = client;
    }

    /**
     * The sources of a bundle, in its order; one that is missing or may not be read is told as missing.
     *
     * @throws KubernetesClientException when the API server cannot be asked
     */
    public List<BundleSource> collect(NamespaceCertificateBundle bundle) {
        String namespace = bundle.getMetadata().getNamespace();
        return new SourceTexts(
                        bundle.getSpec().certificates(),
                        name -> read(client.configMaps().inNamespace(namespace).withName(name)::get),
                        name -> read(client.secrets().inNamespace(namespace).withName(name)::get)
                                .filter(ReadableSecrets::mayBeRead))
                .collect();
    }

    /** Forbidden answers as missing does: nobody learns from a message what exists. */
    private static <T> Optional<T> read(Supplier<T> get) {
        try {
            return Optional.ofNullable(get.get());
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
