package dev.namespacecerts.filter;

import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.watch.Keys;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Which bundles exist, according to the bundle controller's watch: a second watch of all bundles would cost as much again. */
@ApplicationScoped
public class KnownBundles {
    private final Set<String> keys = ConcurrentHashMap.newKeySet();
    private final SimpleInboundEventSource<CertificateFilter> changes = new SimpleInboundEventSource<>("bundles");
    private volatile BooleanSupplier complete = () -> false;
    private volatile Function<String, Collection<ResourceID>> filters = bundle -> List.of();

    /** @param listed whether the first list of bundles has arrived */
    public void watchedBy(BooleanSupplier listed) {
        complete = listed;
    }

    /** Records that a bundle exists, and requests the reconciliation of its filters if it is new. */
    public void add(NamespaceCertificateBundle bundle) {
        if (keys.add(Keys.of(bundle))) {
            reconcileFilters(bundle);
        }
    }

    /** Records that a bundle was deleted, and requests the reconciliation of its filters. */
    public void remove(NamespaceCertificateBundle bundle) {
        keys.remove(Keys.of(bundle));
        reconcileFilters(bundle);
    }

    private void reconcileFilters(NamespaceCertificateBundle bundle) {
        filters.apply(Keys.of(bundle)).forEach(changes::propagateEvent);
    }

    /** Whether all bundles are known. Before, a bundle that is not known may exist. */
    boolean isComplete() {
        return complete.getAsBoolean();
    }

    boolean contains(String bundleKey) {
        return keys.contains(bundleKey);
    }

    /** @param filtersOf the filters that refer to a bundle, by its key */
    EventSource<?, CertificateFilter> changes(Function<String, Collection<ResourceID>> filtersOf) {
        filters = filtersOf;
        return changes;
    }
}
