package dev.namespacecerts.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;

/** A reconciler of objects of which the cache keeps only a part. The operator registers reconcilers of this kind only. */
public interface KeepsReduced<P extends HasMetadata> extends Reconciler<P> {
    /** An empty cache for one informer of the reconciled objects. */
    ItemStore<P> newCache();
}
