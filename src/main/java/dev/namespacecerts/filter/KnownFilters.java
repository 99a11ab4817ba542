package dev.namespacecerts.filter;

import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.watch.Causes;
import dev.namespacecerts.watch.Indexes;
import dev.namespacecerts.watch.Keys;
import dev.namespacecerts.watch.Listed;
import dev.namespacecerts.watch.OtherChanges;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.ManagedInformerEventSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The filters of each bundle, according to the filter controller's watch: a second watch of all filters would cost as much again. */
@ApplicationScoped
public class KnownFilters {
    private static final String KIND = HasMetadata.getKind(NamespaceCertificateBundle.class);
    private static final String BY_BUNDLE = "bundle";

    private final OtherChanges<NamespaceCertificateBundle> changes = new OtherChanges<>("filters", this::areListed);
    private volatile ManagedInformerEventSource<CertificateFilter, ?, ?> filters;

    /** @param watch of all filters */
    void watchedBy(ManagedInformerEventSource<CertificateFilter, ?, ?> watch) {
        Indexes.add(watch, BY_BUNDLE, filter -> List.of(bundleOf(filter)));
        filters = watch;
    }

    private boolean areListed() {
        return filters != null && Listed.isComplete(filters);
    }

    /** Requests the reconciliation of the bundle of a filter. */
    void changed(CertificateFilter filter) {
        ResourceID bundle = new ResourceID(
                filter.getSpec().bundleRef().name(), filter.getMetadata().getNamespace());
        Causes.of(filter, KIND, Set.of(bundle)).forEach(changes::propagateEvent);
    }

    /** The filters that name a bundle. */
    public List<CertificateFilter> of(String bundleKey) {
        return filters.byIndex(BY_BUNDLE, bundleKey);
    }

    /** A hash of the filters that name a bundle, and of their generations. */
    public int hash(String bundleKey) {
        return of(bundleKey).stream()
                .mapToInt(filter -> Objects.hash(
                        filter.getMetadata().getUid(), filter.getMetadata().getGeneration()))
                .sum();
    }

    /** The key of the bundle that a filter names. */
    static String bundleOf(CertificateFilter filter) {
        return Keys.of(
                filter.getMetadata().getNamespace(),
                filter.getSpec().bundleRef().name());
    }

    /** For the bundle controller. */
    public EventSource<?, NamespaceCertificateBundle> changes() {
        return changes;
    }
}
