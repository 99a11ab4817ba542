package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Names that a client certificate must have. Values are trimmed and compared case-insensitively. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.commonName) || has(self.organization) || has(self.organizationalUnit)"
                + " || has(self.subjectAlternativeName)",
        message = "CF-1: set at least one of commonName, organization, organizationalUnit, subjectAlternativeName")
public record CertificateFilterSpec(
        @Required
        @ValidationRule(
                value = "self == oldSelf",
                message = "bundleRef is immutable: create a second filter for another bundle")
        @JsonPropertyDescription("The NamespaceCertificateBundle, in the same Kubernetes namespace, that the filter"
                + " applies to. Immutable.")
        BundleReference bundleRef,

        @Size(max = 1024)
        @ValidationRule(value = CertificateFilterSpec.ONE_STAR, message = CertificateFilterSpec.ONE_STAR_MESSAGE)
        @JsonPropertyDescription("The common name (CN) of the subject; if there are several, the last one. One * at the"
                + " beginning or at the end matches any text, also an empty one. A value of only white space"
                + " counts as not set.")
        String commonName,

        @Size(max = 1024)
        @ValidationRule(value = CertificateFilterSpec.ONE_STAR, message = CertificateFilterSpec.ONE_STAR_MESSAGE)
        @JsonPropertyDescription("An organization (O) of the subject. One * at the beginning or at the end matches any"
                + " text, also an empty one. A value of only white space counts as not set.")
        String organization,

        @Size(max = 1024)
        @ValidationRule(value = CertificateFilterSpec.ONE_STAR, message = CertificateFilterSpec.ONE_STAR_MESSAGE)
        @JsonPropertyDescription(
                "An organizational unit (OU) of the subject. One * at the beginning or at the end matches"
                        + " any text, also an empty one. A value of only white space counts as not set.")
        String organizationalUnit,

        @Size(max = 1024)
        @ValidationRule(value = CertificateFilterSpec.ONE_STAR, message = CertificateFilterSpec.ONE_STAR_MESSAGE)
        @JsonPropertyDescription(
                "A subject alternative name (SAN): a DNS name, URI, e-mail address or IP address as text."
                        + " One * at the beginning or at the end matches any text, also an empty one. A value of"
                        + " only white space counts as not set.")
        String subjectAlternativeName) {
    /** A blank text, or text without {@code *} except for one at its beginning or end. White space is trimmed later. */
    static final String ONE_STAR = "self.matches('^ *([*]?[^*]*[^* ][^*]*|[^*]*[^* ][^*]*[*] *|)$')";

    static final String ONE_STAR_MESSAGE =
            "CF-2: write *text or text*: at most one *, at the beginning or at the end, and not alone";
}
