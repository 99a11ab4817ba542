package dev.namespacecerts.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.source.informer.TransformingItemStore;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** What an informer keeps of the objects it watches: only what the given function leaves of each. */
public class PrunedStore<T extends HasMetadata> extends TransformingItemStore<T> {
    private final Consumer<T> removed;

    /** @param prune makes the object that is kept; must keep the uid */
    public PrunedStore(UnaryOperator<T> prune) {
        this(object -> {}, prune);
    }

    /** @param removed is told of each object that is gone */
    public PrunedStore(Consumer<T> removed, UnaryOperator<T> prune) {
        super(prune);
        this.removed = removed;
    }

    @Override
    public T remove(String key) {
        T gone = super.remove(key);
        if (gone != null) {
            removed.accept(gone);
        }
        return gone;
    }

    /** Keeps the first list small: otherwise every whole object of it is queued for the handlers until it is processed. */
    @Override
    public boolean isFullState() {
        return true;
    }
}
