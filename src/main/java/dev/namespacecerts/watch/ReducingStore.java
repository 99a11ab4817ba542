package dev.namespacecerts.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.source.informer.TransformingItemStore;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Cache of an informer that keeps a reduced copy of each object. {@link Indexes} need it. */
public class ReducingStore<T extends HasMetadata> extends TransformingItemStore<T> {
    private final Consumer<T> added;
    private final Consumer<T> removed;

    /** @param reduce makes the reduced copy; must keep the uid */
    public ReducingStore(UnaryOperator<T> reduce) {
        this(object -> {}, object -> {}, reduce);
    }

    /** An empty cache that keeps whole objects. */
    public static <T extends HasMetadata> ReducingStore<T> whole() {
        return new ReducingStore<>(object -> object);
    }

    /**
     * @param added called for each new version of an object
     * @param removed called for each deleted object
     */
    public ReducingStore(Consumer<T> added, Consumer<T> removed, UnaryOperator<T> reduce) {
        super(reduce);
        this.added = added;
        this.removed = removed;
    }

    @Override
    public T put(String key, T object) {
        T before = super.put(key, object);
        added.accept(object);
        Indexes.replaced(before, get(key));
        return before;
    }

    @Override
    public T remove(String key) {
        T object = super.remove(key);
        Indexes.removed();
        if (object != null) {
            removed.accept(object);
        }
        return object;
    }

    /** Reduces the objects of the first list at once; else all of them are queued whole for the handlers. */
    @Override
    public boolean isFullState() {
        return true;
    }
}
