package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** Result of validating one client's Secret. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClientStatus(
        @Required @Size(max = 253) @JsonPropertyDescription("Name of the Secret.")
        String secretName,

        @Required
        @JsonPropertyDescription("Whether Temporal Cloud accepts a client with this certificate: it violates no rule of"
                + " severity Error.")
        boolean accepted,

        @Size(max = 253)
        @JsonPropertyDescription("The CertificateFilter that matches the certificate; not set if there are no filters.")
        String acceptedBy,

        @JsonPropertyDescription("When the certificate expires (notAfter).")
        String notAfter,

        @Size(max = 1024) @JsonPropertyDescription("Subject DN of the certificate, most specific part first.")
        String subject,

        @Size(max = 5)
        @JsonPropertyDescription(
                "Subject alternative names (SANs) of the certificate: DNS names, URIs, e-mail addresses"
                        + " and IP addresses. At most 5, each of at most 256 characters.")
        List<String> subjectAlternativeNames,

        @JsonPropertyDescription(
                "Total number of subject alternative names of the certificate; the list has at most 5.")
        Integer subjectAlternativeNameCount,

        @Size(max = 20) @JsonPropertyDescription("Rules that the certificate violates, Errors first; at most 20.")
        List<RuleViolation> violations) {}
