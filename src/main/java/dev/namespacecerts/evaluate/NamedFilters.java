package dev.namespacecerts.evaluate;

import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.CertificateFilterSpec;
import dev.namespacecerts.rules.filter.FilterFields;
import dev.namespacecerts.rules.filter.NamedFilter;

/** Converts filters of the API to the type that the rules use. */
public final class NamedFilters {
    private NamedFilters() {}

    public static NamedFilter of(CertificateFilter filter) {
        CertificateFilterSpec spec = filter.getSpec();
        return new NamedFilter(
                filter.getMetadata().getName(),
                new FilterFields(
                        spec.commonName(),
                        spec.organization(),
                        spec.organizationalUnit(),
                        spec.subjectAlternativeName()));
    }
}
