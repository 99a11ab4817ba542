package dev.namespacecerts.metrics;

import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;

/**
 * The labels that say which bundle a time series is about.
 *
 * @param temporalNamespace the Temporal Namespace; the empty string for none
 */
public record BundleLabels(String namespace, String bundle, String temporalNamespace) {

    /** @param temporalNamespace null for none */
    public static BundleLabels of(String namespace, String bundle, @Nullable String temporalNamespace) {
        return new BundleLabels(namespace, bundle, temporalNamespace == null ? "" : temporalNamespace);
    }

    String key() {
        return namespace + "/" + bundle;
    }

    /** The labels as micrometer's tags. */
    public Tags tags() {
        return Tags.of("namespace", namespace, "bundle", bundle, "temporal_namespace", temporalNamespace);
    }
}
