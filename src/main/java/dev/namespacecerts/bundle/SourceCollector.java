package dev.namespacecerts.bundle;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.evaluate.ReadableSecrets;
import dev.namespacecerts.evaluate.SourceTexts;
import dev.namespacecerts.rules.BundleSource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
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
     * What a bundle names.
     *
     * @param sources in its order; one that is missing or may not be read is told as missing
     * @param ahead whether an object was read that no watch has shown yet. It may be deleted before a watch that was cut off
     *     is back, which then never shows it: the bundle is to be reconciled again.
     */
    public record Collected(List<BundleSource> sources, boolean ahead) {}

    /**
     * Reads the sources of a bundle.
     *
     * @param shown whether a watch has shown an object as it was read
     * @throws KubernetesClientException when the API server cannot be asked
     */
    public Collected collect(NamespaceCertificateBundle bundle, Predicate<HasMetadata> shown) {
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
                                read(client.configMaps().inNamespace(namespace).withName(name)::get), note),
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
