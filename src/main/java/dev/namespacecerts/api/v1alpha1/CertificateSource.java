package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * One place that CA certificates come from: exactly one field is set. A private key is refused by a rule on the whole
 * entry: the refusal of a rule on the text itself would quote the key. What such a rule may cost limits the text to 240
 * KiB, and what it looks for, the end of a PEM label, to ten characters.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "[has(self.inline), has(self.configMap), has(self.secret)].filter(given, given).size() == 1",
        message = "a source has exactly one of inline, configMap, secret")
@ValidationRule(
        value = "!has(self.inline) || !self.inline.contains('VATE KEY--')",
        message =
                "inline holds a private key, which is not stored. Treat it as disclosed, replace it, and give CERTIFICATE"
                        + " blocks only")
public record CertificateSource(
        @Size(max = 245760)
        @JsonPropertyDescription("PEM text: CERTIFICATE blocks, one or more, with any text between them. At most"
                + " 245760 characters. One that holds a private key is refused.")
        String inline,

        @JsonPropertyDescription("A key of a ConfigMap in the same Kubernetes namespace that holds such text.")
        ConfigMapKey configMap,

        @JsonPropertyDescription(
                "A key of a Secret in the same Kubernetes namespace that holds such text. Only Secrets of"
                        + " type kubernetes.io/tls or labelled namespacecerts.dev/source=true are read.")
        SecretKey secret) {}
