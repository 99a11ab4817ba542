package dev.namespacecerts.bundle;

import dev.namespacecerts.api.v1alpha1.ClientSelector;
import dev.namespacecerts.evaluate.ReadableSecrets;
import dev.namespacecerts.rules.leaf.ClientSecret;
import dev.namespacecerts.watch.CertificateOnlySecret;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Reads TLS Secrets again when a bundle begins to use them; before, only their names and labels were cached. */
final class UnreadSecrets {
    /** More than these are read by lists. */
    private static final int FEW = 3;

    private static final long PAGE = 20;

    private final KubernetesClient client;
    private final Consumer<CertificateOnlySecret> cache;

    /** @param cache keeps what was read */
    UnreadSecrets(KubernetesClient client, Consumer<CertificateOnlySecret> cache) {
        this.client = client;
        this.cache = cache;
    }

    /** The Secret with its certificates; empty if it was deleted. */
    Optional<CertificateOnlySecret> read(CertificateOnlySecret cached) {
        if (cached.isRead()) {
            return Optional.of(cached);
        }
        var meta = cached.getMetadata();
        Optional<CertificateOnlySecret> read = Optional.ofNullable(client.resources(CertificateOnlySecret.class)
                .inNamespace(meta.getNamespace())
                .withName(meta.getName())
                .get());
        read.ifPresent(cache);
        return read;
    }

    /** The certificates of the selected Secrets by name, without those that were deleted. */
    Map<String, ClientSecret> read(
            String namespace, Map<String, CertificateOnlySecret> selected, List<ClientSelector> selectors) {
        Map<String, CertificateOnlySecret> all = new TreeMap<>(selected);
        if (selected.values().stream().filter(secret -> !secret.isRead()).count() > FEW) {
            selectors.forEach(selector -> list(namespace, selector, all));
        }
        Map<String, ClientSecret> clients = new TreeMap<>();
        all.forEach((name, secret) -> read(secret).ifPresent(read -> clients.put(name, read.client())));
        return clients;
    }

    private void list(String namespace, ClientSelector selector, Map<String, CertificateOnlySecret> all) {
        String next = null;
        do {
            var page = client.resources(CertificateOnlySecret.class)
                    .inNamespace(namespace)
                    .withLabels(selector.matchLabels())
                    .withField("type", ReadableSecrets.TLS_TYPE)
                    .list(new ListOptionsBuilder()
                            .withLimit(PAGE)
                            .withContinue(next)
                            .build());
            page.getItems().forEach(read -> {
                cache.accept(read);
                all.computeIfPresent(read.getMetadata().getName(), (name, cached) -> cached.isRead() ? cached : read);
            });
            next = page.getMetadata().getContinue();
        } while (next != null && !next.isEmpty());
    }
}
