package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * A source of CA certificates; exactly one field is set. The rule that rejects private keys is on the whole entry, because
 * the error of a rule on the text would quote the key. The cost limit of CEL limits the text to 240 KiB, and the searched
 * end of a PEM label to ten characters.
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
        @JsonPropertyDescription("PEM text with one or more CERTIFICATE blocks. Text between the blocks is allowed. At"
                + " most 245760 characters. Text with a private key is rejected.")
        String inline,

        @JsonPropertyDescription("A key of a ConfigMap in the same Kubernetes namespace, with PEM text as its value.")
        ConfigMapKey configMap,

        @JsonPropertyDescription("A key of a Secret in the same Kubernetes namespace, with PEM text as its value. Only"
                + " Secrets of type kubernetes.io/tls, or with the label namespacecerts.dev/source=true, are"
                + " read.")
        SecretKey secret) {}
