package dev.namespacecerts.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What an informer keeps of the objects it watches: only what the given function leaves of each. */
public class PrunedStore<T extends HasMetadata> implements ItemStore<T> {
    private final ConcurrentMap<String, T> items = new ConcurrentHashMap<>();
    private final Consumer<T> removed;
    private final UnaryOperator<T> prune;

    /** @param prune makes the object that is kept; must keep name, namespace, uid and resource version */
    public PrunedStore(UnaryOperator<T> prune) {
        this(object -> {}, prune);
    }

    /** @param removed is told of each object that is gone */
    public PrunedStore(Consumer<T> removed, UnaryOperator<T> prune) {
        this.removed = removed;
        this.prune = prune;
    }

    @Override
    public String getKey(T object) {
        return Cache.metaNamespaceKeyFunc(object);
    }

    @Override
    public T put(String key, T object) {
        return items.put(key, prune.apply(object));
    }

    @Override
    public T remove(String key) {
        T gone = items.remove(key);
        if (gone != null) {
            removed.accept(gone);
        }
        return gone;
    }

    @Override
    public Stream<String> keySet() {
        return items.keySet().stream();
    }

    @Override
    public Stream<T> values() {
        return items.values().stream();
    }

    @Override
    public int size() {
        return items.size();
    }

    @Override
    public T get(String key) {
        return items.get(key);
    }
}
