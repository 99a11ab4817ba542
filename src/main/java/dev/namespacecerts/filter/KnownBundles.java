package dev.namespacecerts.filter;

import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.watch.Keys;
import dev.namespacecerts.watch.OtherChanges;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Which bundles exist, and which of them this release reconciles, according to a watch of the bundle controller: a second watch of
 * all bundles would cost as much again.
 */
@ApplicationScoped
public class KnownBundles {
    private final Map<String, Boolean> own = new ConcurrentHashMap<>(); // value: whether this release reconciles it
    private final Set<String> neverReconciled = ConcurrentHashMap.newKeySet(); // of other releases
    private volatile BooleanSupplier complete = () -> false;
    private final OtherChanges<CertificateFilter> changes =
            new OtherChanges<>("bundles", () -> complete.getAsBoolean());
    private volatile Function<String, Collection<ResourceID>> filters = bundle -> List.of();

    /** @param listed whether the first list of bundles has arrived */
    public void watchedBy(BooleanSupplier listed) {
        complete = listed;
    }

    /**
     * Records that a bundle exists, and requests the reconciliation of its filters if it is new, or has come from another
     * release or gone to another.
     *
     * @param isOwn whether this release reconciles it
     * @return whether this release reconciled it before; empty if it is new
     */
    public Optional<Boolean> add(NamespaceCertificateBundle bundle, boolean isOwn) {
        String key = Keys.of(bundle);
        Boolean before = own.put(key, isOwn);
        if (!isOwn && !isReconciled(bundle)) {
            neverReconciled.add(key);
        } else {
            neverReconciled.remove(key);
        }
        if (before == null || before != isOwn) {
            reconcileFilters(bundle);
        }
        return Optional.ofNullable(before);
    }

    /** The API server creates a bundle with an observed generation of -1. */
    private static boolean isReconciled(NamespaceCertificateBundle bundle) {
        return bundle.getStatus() != null
                && bundle.getStatus().observedGeneration() != null
                && bundle.getStatus().observedGeneration() >= 0;
    }

    /** Records that a bundle was deleted, and requests the reconciliation of its filters. */
    public void remove(NamespaceCertificateBundle bundle) {
        own.remove(Keys.of(bundle));
        neverReconciled.remove(Keys.of(bundle));
        reconcileFilters(bundle);
    }

    private void reconcileFilters(NamespaceCertificateBundle bundle) {
        if (changes.isRunning()) { // before, the filters may not be listed
            filters.apply(Keys.of(bundle)).forEach(changes::propagateEvent);
        }
    }

    boolean contains(String bundleKey) {
        return own.containsKey(bundleKey);
    }

    /** Whether this release reconciles a bundle; empty if the bundle does not exist. */
    public Optional<Boolean> isOwn(String bundleKey) {
        return Optional.ofNullable(own.get(bundleKey));
    }

    /** Number of the bundles that this release reconciles, or leaves to others. */
    public long count(boolean isOwn) {
        return own.values().stream().filter(found -> found == isOwn).count();
    }

    /** Number of the bundles that this release leaves to others, and that no other has reconciled yet. */
    public int neverReconciled() {
        return neverReconciled.size();
    }

    /**
     * For the filter controller, which starts when all bundles are listed.
     *
     * @param filtersOf the filters that refer to a bundle, by its key
     */
    EventSource<?, CertificateFilter> changes(Function<String, Collection<ResourceID>> filtersOf) {
        filters = filtersOf;
        return changes;
    }
}
