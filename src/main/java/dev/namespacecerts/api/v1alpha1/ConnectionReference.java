package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A Secret with the API key, the address and the account of Temporal Cloud. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConnectionReference(
        @Required
        @Size(min = 1, max = 253)
        @Pattern(KubernetesName.SUBDOMAIN)
        @JsonPropertyDescription(
                "Name of a Secret with the label namespacecerts.dev/connection=true and the keys api-key,"
                        + " address (for example saas-api.tmprl.cloud:443) and account-id. The key ca.crt is optional: CA"
                        + " certificates, as PEM, that issue the service's server certificate.")
        String name,

        @Default("Namespace")
        @JsonPropertyDescription(
                "Namespace: the Secret is in the bundle's own Kubernetes namespace. Operator: the Secret is"
                        + " in the operator's Kubernetes namespace, and the operator's configuration lists which Kubernetes"
                        + " namespaces may use it for which Temporal Namespaces.")
        Scope scope) {

    /** Sets the schema's defaults. */
    public ConnectionReference {
        scope = scope == null ? Scope.Namespace : scope;
    }

    /** Where the Secret is. */
    public enum Scope {
        Namespace,
        Operator
    }
}
