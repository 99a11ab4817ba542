package dev.namespacecerts.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.List;
import java.util.function.Function;

/**
 * Indexes of watches in which an object is not missing while a new version replaces it. An informer removes the old version from
 * an index before it adds the new one (issue 7265 of fabric8io/kubernetes-client). A reconciliation in between would judge a bundle
 * without its filter, and nothing would start another one. So the keys that the new version has too are not removed.
 *
 * <p>The informer calls {@link ReducingStore#put} and then the functions of its indexes, on the same thread.
 */
public final class Indexes {
    private static final ThreadLocal<Replacement> LAST = new ThreadLocal<>();

    private record Replacement(Object before, Object now) {}

    private Indexes() {}

    /**
     * Adds an index.
     *
     * @param watch whose informers have a {@link ReducingStore} each
     * @param keys the keys of an object, the same for its reduced copy
     */
    public static <T extends HasMetadata> void add(
            IndexerResourceCache<T> watch, String name, Function<T, List<String>> keys) {
        watch.addIndexer(name, withoutGaps(keys));
    }

    static <T> Function<T, List<String>> withoutGaps(Function<T, List<String>> keys) {
        return object -> {
            Replacement last = LAST.get();
            return last != null && last.before() == object ? lost(object, last.now(), keys) : keys.apply(object);
        };
    }

    /** The keys of the version before that the new one does not have. */
    @SuppressWarnings("unchecked")
    private static <T> List<String> lost(T before, Object now, Function<T, List<String>> keys) {
        List<String> kept = keys.apply((T) now);
        return keys.apply(before).stream().filter(key -> !kept.contains(key)).toList();
    }

    /**
     * Records a replacement, whose old version is removed from the indexes next.
     *
     * @param before null if the object is new
     */
    static void replaced(Object before, Object now) {
        LAST.set(new Replacement(before, now));
    }

    /** Records that an object was removed: it loses all its keys. */
    static void removed() {
        LAST.remove();
    }
}
