package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** One place that CA certificates come from: exactly one field is set. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "[has(self.inline), has(self.configMap), has(self.secret)].filter(given, given).size() == 1",
        message = "a source has exactly one of inline, configMap, secret")
public record CertificateSource(
        @Size(max = 262144)
        @JsonPropertyDescription("PEM text: CERTIFICATE blocks, one or more, with any text between them. At most"
                + " 262144 characters. Never a private key.")
        String inline,

        @JsonPropertyDescription("A key of a ConfigMap in the same Kubernetes namespace that holds such text.")
        ConfigMapKey configMap,

        @JsonPropertyDescription(
                "A key of a Secret in the same Kubernetes namespace that holds such text. Only Secrets of"
                        + " type kubernetes.io/tls or labelled namespacecerts.dev/source=true are read.")
        SecretKey secret) {}
