package dev.namespacecerts.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.namespacecerts.api.v1alpha1.BundleReference;
import dev.namespacecerts.api.v1alpha1.CertificateFilterSpec;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundleSpec;

/** Recovers the fields that are needed even if the spec cannot be read. */
final class Salvage {
    private Salvage() {}

    /** The Temporal Namespace: an unreadable bundle keeps its claim. */
    static NamespaceCertificateBundleSpec bundle(JsonNode spec) {
        return new NamespaceCertificateBundleSpec(
                text(spec.path("temporalNamespace")), null, null, null, null, null, null, null, null, null, null);
    }

    /** The bundle: an unreadable filter counts as one of its filters. It violates CF-1, so it is not accepted. */
    static CertificateFilterSpec filter(JsonNode spec) {
        String bundle = text(spec.path("bundleRef").path("name"));
        return new CertificateFilterSpec(new BundleReference(bundle == null ? "" : bundle), null, null, null, null);
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : null;
    }
}
