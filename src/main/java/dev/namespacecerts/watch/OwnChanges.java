package dev.namespacecerts.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Tells of the changes of a controller's own objects that may affect others, without a second watch of the same kind. */
public final class OwnChanges<P extends HasMetadata> extends AbstractEventSource<Void, P>
        implements ResourceEventAware<P> {
    private static final Logger LOG = Logger.getLogger(OwnChanges.class);

    private final OnUpdateFilter<P> matters;
    private final Consumer<P> changed;

    /**
     * @param matters which updates of an object may affect others
     * @param changed called after each creation, deletion, or such an update; the cache has the change already
     */
    public OwnChanges(OnUpdateFilter<P> matters, Consumer<P> changed) {
        super(Void.class, "own-changes");
        this.matters = matters;
        this.changed = changed;
    }

    @Override
    public void onResourceCreated(P created) {
        tell(created);
    }

    @Override
    public void onResourceUpdated(P now, P before) {
        if (matters.accept(now, before)) {
            tell(now);
        }
    }

    @Override
    public void onResourceDeleted(P deleted) {
        tell(deleted);
    }

    /** Catches exceptions, because the SDK would lose the event of the object itself. */
    private void tell(P object) {
        try {
            changed.accept(object);
        } catch (RuntimeException e) {
            LOG.warnf(e, "What %s %s affects could not be found", object.getKind(), Keys.of(object));
        }
    }

    @Override
    public Set<Void> getSecondaryResources(P primary) {
        return Set.of();
    }
}
