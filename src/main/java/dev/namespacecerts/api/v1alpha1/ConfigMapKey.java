package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A key of a ConfigMap in the object's own Kubernetes namespace. */
public record ConfigMapKey(
        @Required
        @Size(min = 1, max = 253)
        @Pattern(KubernetesName.SUBDOMAIN)
        @JsonPropertyDescription("Name of the ConfigMap.")
        String name,

        @Required
        @Size(min = 1, max = 253)
        @Pattern(KubernetesName.DATA_KEY)
        @ValidationRule(value = SecretKey.NO_PRIVATE_KEY, message = SecretKey.NO_PRIVATE_KEY_MESSAGE)
        @JsonPropertyDescription("Key in the ConfigMap's data or binaryData, for example ca.crt. Not tls.key.")
        String key) {}
