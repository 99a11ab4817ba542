package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A key of a Secret in the object's own Kubernetes namespace. */
public record SecretKey(
        @Required
        @Size(min = 1, max = 253)
        @Pattern(KubernetesName.SUBDOMAIN)
        @JsonPropertyDescription("Name of the Secret.")
        String name,

        @Required
        @Size(min = 1, max = 253)
        @Pattern(KubernetesName.DATA_KEY)
        @ValidationRule(value = SecretKey.NO_PRIVATE_KEY, message = SecretKey.NO_PRIVATE_KEY_MESSAGE)
        @JsonPropertyDescription("Key in the Secret's data, for example ca.crt. Not tls.key.")
        String key) {
    static final String NO_PRIVATE_KEY = "self != 'tls.key'";

    static final String NO_PRIVATE_KEY_MESSAGE =
            "tls.key holds a private key; name the key that holds the CA certificate, for example ca.crt";
}
