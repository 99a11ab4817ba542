package dev.namespacecerts.evaluate;

import dev.namespacecerts.api.v1alpha1.FilterPolicy;
import dev.namespacecerts.api.v1alpha1.GoDuration;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.PublishSpec;
import dev.namespacecerts.rules.BundleInput;
import dev.namespacecerts.rules.BundleSource;
import dev.namespacecerts.rules.leaf.LeafFilters;
import java.time.Duration;
import java.util.List;

/** Collects the input of the rules for a bundle. */
public final class BundleInputs {
    private BundleInputs() {}

    static BundleInput of(NamespaceCertificateBundle bundle, List<BundleSource> sources, FilterVerdicts filters) {
        return new BundleInput(sources, filters.total(), filters.accepted(), expiryWarning(bundle));
    }

    /** The filters that apply to the clients of a bundle. */
    public static LeafFilters filters(NamespaceCertificateBundle bundle, FilterVerdicts filters) {
        return new LeafFilters(
                filters.matchers(), filters.total(), bundle.getSpec().filterPolicy() == FilterPolicy.Required);
    }

    /** Whether public CAs may be published: filters make them acceptable (CA-6), and the spec allows it. */
    static boolean mayPublishWellKnown(NamespaceCertificateBundle bundle, FilterVerdicts filters) {
        PublishSpec publish = bundle.getSpec().publish();
        return publish != null
                && publish.wellKnownAuthorities() == PublishSpec.WellKnownPolicy.Allow
                && filters.accepted() > 0;
    }

    static Duration expiryWarning(NamespaceCertificateBundle bundle) {
        return GoDuration.parse(bundle.getSpec().expiryWarning());
    }
}
