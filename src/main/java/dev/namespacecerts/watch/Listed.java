package dev.namespacecerts.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.health.InformerHealthIndicator;
import io.javaoperatorsdk.operator.processing.event.source.informer.ManagedInformerEventSource;
import java.util.Collection;

/** Whether the first list of a watch has arrived. */
public final class Listed {
    private Listed() {}

    /** Also false before the watch has begun. */
    public static boolean isComplete(ManagedInformerEventSource<? extends HasMetadata, ?, ?> watch) {
        if (!watch.isRunning()) {
            return false;
        }
        Collection<InformerHealthIndicator> informers =
                watch.informerHealthIndicators().values();
        return !informers.isEmpty() && informers.stream().allMatch(InformerHealthIndicator::hasSynced);
    }
}
