package dev.namespacecerts.bundle;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.evaluate.ReadableSecrets;
import dev.namespacecerts.evaluate.SourceTexts;
import dev.namespacecerts.rules.BundleSource;
import dev.namespacecerts.watch.Keys;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Collect: reads the sources of a bundle from the API server at each reconciliation. A watch triggers the next reading, so no
 * Secret stays in memory. A ConfigMap is read once for each version: many bundles may have the same one.
 */
@ApplicationScoped
public class SourceCollector {
    private final KubernetesClient client;
    private final RecentConfigMaps recent = new RecentConfigMaps();

    public SourceCollector(KubernetesClient client) {
        this.client = client;
    }

    /**
     * The sources of a bundle.
     *
     * @param sources in its order; a source that may not be read is reported as missing
     * @param ahead whether an object was read that no watch has reported yet. If it is deleted before a disconnected watch is
     *     back, the watch never reports it. So the bundle must be reconciled again.
     */
    public record Collected(List<BundleSource> sources, boolean ahead) {}

    /**
     * Reads the sources of a bundle.
     *
     * @param shown whether the cache has the version of an object that was read
     * @param version the version of a ConfigMap in the cache, by its key
     * @throws KubernetesClientException if the API server does not answer
     */
    public Collected collect(
            NamespaceCertificateBundle bundle,
            Predicate<HasMetadata> shown,
            Function<String, Optional<String>> version) {
        String namespace = bundle.getMetadata().getNamespace();
        AtomicBoolean ahead = new AtomicBoolean();
        Consumer<HasMetadata> note = object -> {
            if (!shown.test(object)) {
                ahead.set(true);
            }
        };
        List<BundleSource> sources = new SourceTexts(
                        bundle.getSpec().certificates(),
                        name -> noting(
                                recent.get(
                                        Keys.of(namespace, name),
                                        version,
                                        () -> read(client.configMaps()
                                                .inNamespace(namespace)
                                                .withName(name)::get)),
                                note),
                        name -> noting(
                                read(client.secrets().inNamespace(namespace).withName(name)::get)
                                        .filter(ReadableSecrets::mayBeRead),
                                note))
                .collect();
        return new Collected(sources, ahead.get());
    }

    private static <T extends HasMetadata> Optional<T> noting(Optional<T> found, Consumer<HasMetadata> note) {
        found.ifPresent(note);
        return found;
    }

    /** Reports forbidden like missing, so that a message does not disclose what exists. */
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
