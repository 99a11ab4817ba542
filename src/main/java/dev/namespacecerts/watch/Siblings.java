package dev.namespacecerts.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.util.Set;
import java.util.function.Function;

/** Reconciles other objects of the same kind when one of them changes, without a second watch of that kind. */
public final class Siblings<P extends HasMetadata> extends SimpleInboundEventSource<P>
        implements ResourceEventAware<P> {
    private final OnUpdateFilter<P> matters;
    private final Function<P, Set<ResourceID>> affected;

    /**
     * @param matters which updates of an object may affect others
     * @param affected the objects to reconcile after a change; the cache has the change already
     */
    public Siblings(String name, OnUpdateFilter<P> matters, Function<P, Set<ResourceID>> affected) {
        super(name);
        this.matters = matters;
        this.affected = affected;
    }

    @Override
    public void onResourceCreated(P created) {
        reconcileOthers(created);
    }

    @Override
    public void onResourceUpdated(P now, P before) {
        if (matters.accept(now, before)) {
            reconcileOthers(now);
        }
    }

    @Override
    public void onResourceDeleted(P deleted) {
        reconcileOthers(deleted);
    }

    private void reconcileOthers(P changed) {
        affected.apply(changed).forEach(this::propagateEvent);
    }
}
