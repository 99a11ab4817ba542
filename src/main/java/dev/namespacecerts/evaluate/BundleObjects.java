package dev.namespacecerts.evaluate;

import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.rules.BundleSource;
import dev.namespacecerts.rules.leaf.ClientSecret;
import java.util.List;

/**
 * A bundle and all other objects on which its verdict depends.
 *
 * @param sources of {@code spec.certificates}, in that order
 * @param filters that name the bundle, in the order of their names
 * @param clients Secrets of {@code spec.clients}, in the order of their names
 * @param claim which bundle has claimed its Temporal Namespace
 * @param published record of the last publication
 */
public record BundleObjects(
        NamespaceCertificateBundle bundle,
        List<BundleSource> sources,
        List<CertificateFilter> filters,
        List<ClientSecret> clients,
        Claim claim,
        RotationRecord published) {
    /** Maximum number of Secrets found by selectors that are evaluated. */
    public static final int MOST_SELECTED = 1_000;
}
