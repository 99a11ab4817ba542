package dev.namespacecerts.evaluate;

import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.rules.BundleSource;
import dev.namespacecerts.rules.leaf.ClientSecret;
import java.util.List;

/**
 * A bundle and all other objects that its verdict depends on.
 *
 * @param sources of {@code spec.certificates}, in that order
 * @param filters that name the bundle, in the order of their names
 * @param clients the Secrets of {@code spec.clients}, in the order of their names
 * @param claim whose its Temporal Namespace is
 * @param published what was published last
 */
public record BundleObjects(
        NamespaceCertificateBundle bundle,
        List<BundleSource> sources,
        List<CertificateFilter> filters,
        List<ClientSecret> clients,
        Claim claim,
        RotationRecord published) {
    /** As many Secrets are evaluated of those that selectors find. */
    public static final int MOST_SELECTED = 1_000;
}
