package dev.namespacecerts.filter;

import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.settings.Shard;
import dev.namespacecerts.watch.Keys;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The filters that this release reconciles: those of its bundles, whatever their labels, so that a bundle never misses one. Only
 * where the bundle does not exist do the labels of the filter itself decide, so that exactly one release reports that.
 */
final class OwnFilters {
    private final Shard shard;
    private final KnownBundles bundles;

    /** Keys of filters whose own labels match; empty without a selector, which all of them match. */
    private final Set<String> selected = ConcurrentHashMap.newKeySet();

    OwnFilters(Shard shard, KnownBundles bundles) {
        this.shard = shard;
        this.bundles = bundles;
    }

    /** Records the labels of a new version of a filter. Returns whether that may change who reconciles it. */
    boolean add(CertificateFilter filter) {
        if (shard.selector().selectsAll()) {
            return false;
        }
        Map<String, String> labels =
                Objects.requireNonNullElse(filter.getMetadata().getLabels(), Map.of());
        return shard.selector().matches(labels) ? selected.add(Keys.of(filter)) : selected.remove(Keys.of(filter));
    }

    /** Removes a deleted filter. */
    void remove(CertificateFilter filter) {
        selected.remove(Keys.of(filter));
    }

    boolean contains(CertificateFilter filter) {
        Optional<Boolean> own = bundles.isOwn(Keys.of(
                filter.getMetadata().getNamespace(),
                filter.getSpec().bundleRef().name()));
        return own.orElseGet(() -> shard.selector().selectsAll() || selected.contains(Keys.of(filter)));
    }
}
