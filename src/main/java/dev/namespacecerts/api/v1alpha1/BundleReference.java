package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Names a NamespaceCertificateBundle in the same Kubernetes namespace. */
public record BundleReference(
        @Required
        @Size(min = 1, max = 253)
        @Pattern(KubernetesName.SUBDOMAIN)
        @JsonPropertyDescription("Name of the NamespaceCertificateBundle.")
        String name) {}
