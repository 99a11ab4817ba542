package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** The verdict on one client's Secret. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClientStatus(
        @Required @Size(max = 253) @JsonPropertyDescription("Name of the Secret.")
        String secretName,

        @Required
        @JsonPropertyDescription("Whether a client with this certificate is let in: no Error stands against it.")
        boolean accepted,

        @Size(max = 253)
        @JsonPropertyDescription("The CertificateFilter that lets it in; not set where there are no filters.")
        String acceptedBy,

        @JsonPropertyDescription("When the certificate ends.")
        String notAfter,

        @Size(max = 1024) @JsonPropertyDescription("Subject of the certificate, most specific part first.")
        String subject,

        @Size(max = 5)
        @JsonPropertyDescription(
                "Subject alternative names of the certificate: DNS names, URIs, e-mail addresses and IP"
                        + " addresses. At most 5, each of at most 256 characters.")
        List<String> subjectAlternativeNames,

        @JsonPropertyDescription("How many subject alternative names the certificate has; the list holds at most 5.")
        Integer subjectAlternativeNameCount,

        @Size(max = 20) @JsonPropertyDescription("What is wrong with it: Errors first; at most 20.")
        List<RuleViolation> violations) {}
