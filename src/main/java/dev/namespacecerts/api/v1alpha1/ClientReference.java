package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Reference to Secrets of clients; exactly one field is set. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.secretName) != has(self.selector)",
        message = "a client has exactly one of secretName, selector")
public record ClientReference(
        @Size(min = 1, max = 253)
        @Pattern(KubernetesName.SUBDOMAIN)
        @JsonPropertyDescription(
                "Name of a Secret in the same Kubernetes namespace, with the client's certificate and its"
                        + " intermediates in tls.crt and its key in tls.key. Only Secrets of type kubernetes.io/tls,"
                        + " or with the label namespacecerts.dev/source=true, are read.")
        String secretName,

        @JsonPropertyDescription("Selects such Secrets by their labels.")
        ClientSelector selector) {}
