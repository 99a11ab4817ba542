package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;

/** One CA certificate, as a line of a report. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CertificateSummary(
        @Size(max = 1024) @JsonPropertyDescription("Subject, most specific part first.")
        String subject,

        @Size(max = 64) @JsonPropertyDescription("SHA-256 of the certificate, lower-case hex without colons.")
        String fingerprint,

        @JsonPropertyDescription("Root: signed by itself. Intermediate: by another certificate of the bundle.")
        Role role,

        @JsonPropertyDescription("When it ends.") String notAfter,

        @Size(max = 64) @JsonPropertyDescription("Kind and size of its key, for example ECDSA-P384.")
        String keyAlgorithm,

        @JsonPropertyDescription("Whether it is a public authority that the world trusts.")
        Boolean wellKnown) {

    /** Place in the chain. */
    public enum Role {
        Root,
        Intermediate
    }
}
