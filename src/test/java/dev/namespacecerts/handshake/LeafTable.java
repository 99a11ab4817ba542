package dev.namespacecerts.handshake;

import dev.namespacecerts.api.v1alpha1.BundleReference;
import dev.namespacecerts.api.v1alpha1.CertificateFilterSpec;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Leaves of all kinds under one bundle with filters, each with its expected verdict. */
public final class LeafTable {
    /** The Secret of the leaf that the operator issues, for the organization Acme. */
    public static final String DEMO = ToolCases.DEMO;

    private LeafTable() {}

    /** PEM of the bundle's CAs. */
    public static String bundle() {
        return Authorities.bundle();
    }

    /** The filters by name. */
    public static Map<String, CertificateFilterSpec> filters(BundleReference bundle) {
        return FilterCases.filters(bundle);
    }

    public static List<LeafCase> rows() {
        return Stream.of(
                        ToolCases.rows(),
                        ProfileCases.rows(),
                        AlgorithmAndTimeCases.rows(),
                        ChainCases.rows(),
                        FilterCases.rows(),
                        KeyCases.rows())
                .flatMap(List::stream)
                .toList();
    }
}
