package dev.namespacecerts.watch;

import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.CertificateFilterStatus;
import java.util.function.Consumer;

/** Cache of the reconciled filters. Of a large status, only the observed generation is kept. */
public final class FilterStore extends ReducingStore<CertificateFilter> {
    /**
     * @param added called for each new version of a filter
     * @param removed called for each deleted filter
     */
    public FilterStore(Consumer<CertificateFilter> added, Consumer<CertificateFilter> removed) {
        super(added, removed, FilterStore::kept);
    }

    static CertificateFilter kept(CertificateFilter filter) {
        CertificateFilter kept = new CertificateFilter();
        kept.setMetadata(ReducedObjects.identity(filter));
        kept.setSpec(filter.getSpec());
        filter.unreadable().ifPresent(kept::markUnreadable);
        if (TextSize.of(filter.getSpec()) + TextSize.of(filter.getStatus()) < TextBudget.OF_AN_OBJECT) {
            kept.setStatus(filter.getStatus());
        } else {
            Long observed =
                    filter.getStatus() == null ? null : filter.getStatus().observedGeneration();
            kept.setStatus(new CertificateFilterStatus(observed, null, null, null, null));
            kept.markIncomplete();
        }
        return kept;
    }
}
