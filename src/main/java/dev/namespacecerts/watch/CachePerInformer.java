package dev.namespacecerts.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.javaoperatorsdk.operator.api.config.informer.InformerConfiguration;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration.DefaultInformerEventSourceConfiguration;
import java.util.function.Supplier;

/**
 * Settings of a watch that give each informer a cache of its own. The SDK starts an informer for each watched Kubernetes namespace
 * and gives all of them the same cache. After its list, an informer removes from its cache what the list lacks: there, all
 * objects of the other namespaces.
 */
public final class CachePerInformer<R extends HasMetadata> extends InformerConfiguration<R> {
    private final Supplier<? extends ItemStore<R>> caches;

    /** @param caches makes an empty cache, once for each informer */
    public CachePerInformer(InformerConfiguration<R> given, Supplier<? extends ItemStore<R>> caches) {
        super(
                given.getResourceClass(),
                given.getName(),
                given.getNamespaces(),
                given.getFollowControllerNamespaceChanges(),
                given.getLabelSelector(),
                given.getOnAddFilter(),
                given.getOnUpdateFilter(),
                given.getOnDeleteFilter(),
                given.getGenericFilter(),
                null,
                given.getInformerListLimit(),
                given.getFieldSelector(),
                given.isComparableResourceVersions(),
                given.getGhostResourceCacheCheckInterval());
        this.caches = caches;
    }

    /**
     * The same settings of a watch of other objects.
     *
     * @param caches makes an empty cache, once for each informer
     */
    public static <R extends HasMetadata> InformerEventSourceConfiguration<R> of(
            InformerEventSourceConfiguration<R> given, Supplier<? extends ItemStore<R>> caches) {
        return new DefaultInformerEventSourceConfiguration<>(
                given.getGroupVersionKind().orElse(null),
                given.getPrimaryToSecondaryMapper(),
                given.getSecondaryToPrimaryMapper(),
                new CachePerInformer<>(given.getInformerConfig(), caches),
                given.getKubernetesClient().orElse(null)) {};
    }

    @Override
    public ItemStore<R> getItemStore() {
        return caches.get();
    }
}
