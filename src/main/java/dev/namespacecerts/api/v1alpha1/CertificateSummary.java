package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;

/** Summary of one CA certificate. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CertificateSummary(
        @Size(max = 1024) @JsonPropertyDescription("Subject DN, most specific part first.")
        String subject,

        @Size(max = 64) @JsonPropertyDescription("SHA-256 of the certificate, lower-case hex without colons.")
        String fingerprint,

        @JsonPropertyDescription(
                "Root: self-signed, and the signature verifies with its own key. Intermediate: any other"
                        + " certificate.")
        Role role,

        @JsonPropertyDescription("When the certificate expires (notAfter).")
        String notAfter,

        @Size(max = 64) @JsonPropertyDescription("Algorithm and size of the key, for example ECDSA-P384.")
        String keyAlgorithm,

        @JsonPropertyDescription("Whether it is a well-known public CA.")
        Boolean wellKnown) {

    /** Place in the chain. */
    public enum Role {
        Root,
        Intermediate
    }
}
