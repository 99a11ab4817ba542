package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** What a client certificate must carry. Values are trimmed and compared without regard to case. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CertificateFilterSpec(
        @Required
        @ValidationRule(
                value = "self == oldSelf",
                message = "bundleRef is immutable: create a second filter for another bundle")
        @JsonPropertyDescription("The NamespaceCertificateBundle, in the same Kubernetes namespace, that the"
                + " filter belongs to. Cannot be changed.")
        BundleReference bundleRef,

        @Size(max = 1024)
        @JsonPropertyDescription(
                "The common name (CN) of the subject; of several, the last one. One * at the beginning or at"
                        + " the end stands for any text, none included. White space alone counts as not set.")
        String commonName,

        @Size(max = 1024)
        @JsonPropertyDescription("An organization (O) of the subject. One * at the beginning or at the end"
                + " stands for any text, none included. White space alone counts as not set.")
        String organization,

        @Size(max = 1024)
        @JsonPropertyDescription("An organizational unit (OU) of the subject. One * at the beginning or at the"
                + " end stands for any text, none included. White space alone counts as not set.")
        String organizationalUnit,

        @Size(max = 1024)
        @JsonPropertyDescription("A subject alternative name: a DNS name, URI, e-mail address or IP address"
                + " as text. One * at the beginning or at the end stands for any text, none included. White"
                + " space alone counts as not set.")
        String subjectAlternativeName) {}
