package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Names that a client certificate must have. Values are trimmed and compared case-insensitively. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CertificateFilterSpec(
        @Required
        @ValidationRule(
                value = "self == oldSelf",
                message = "bundleRef is immutable: create a second filter for another bundle")
        @JsonPropertyDescription("The NamespaceCertificateBundle, in the same Kubernetes namespace, that the filter"
                + " applies to. Immutable.")
        BundleReference bundleRef,

        @Size(max = 1024)
        @JsonPropertyDescription("The common name (CN) of the subject; if there are several, the last one. One * at the"
                + " beginning or at the end matches any text, also an empty one. A value of only white space"
                + " counts as not set.")
        String commonName,

        @Size(max = 1024)
        @JsonPropertyDescription("An organization (O) of the subject. One * at the beginning or at the end matches any"
                + " text, also an empty one. A value of only white space counts as not set.")
        String organization,

        @Size(max = 1024)
        @JsonPropertyDescription(
                "An organizational unit (OU) of the subject. One * at the beginning or at the end matches"
                        + " any text, also an empty one. A value of only white space counts as not set.")
        String organizationalUnit,

        @Size(max = 1024)
        @JsonPropertyDescription(
                "A subject alternative name (SAN): a DNS name, URI, e-mail address or IP address as text."
                        + " One * at the beginning or at the end matches any text, also an empty one. A value of"
                        + " only white space counts as not set.")
        String subjectAlternativeName) {}
