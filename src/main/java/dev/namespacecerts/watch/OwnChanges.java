package dev.namespacecerts.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.util.function.Consumer;

/** Tells of the changes of a controller's own objects that may affect others, without a second watch of the same kind. */
public final class OwnChanges<P extends HasMetadata> extends SimpleInboundEventSource<P>
        implements ResourceEventAware<P> {
    private final OnUpdateFilter<P> matters;
    private final Consumer<P> changed;

    /**
     * @param matters which updates of an object may affect others
     * @param changed called after each creation, deletion, or such an update; the cache has the change already
     */
    public OwnChanges(OnUpdateFilter<P> matters, Consumer<P> changed) {
        super("own-changes");
        this.matters = matters;
        this.changed = changed;
    }

    @Override
    public void onResourceCreated(P created) {
        changed.accept(created);
    }

    @Override
    public void onResourceUpdated(P now, P before) {
        if (matters.accept(now, before)) {
            changed.accept(now);
        }
    }

    @Override
    public void onResourceDeleted(P deleted) {
        changed.accept(deleted);
    }
}
