package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** Progress of a rotation, and the record that the operator needs after a restart. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RotationStatus(
        @JsonPropertyDescription(
                "Complete: the published CAs are those of the spec. WaitingForClients: CAs removed from"
                        + " the spec are still published, because clients need them. Settling: CAs removed from the"
                        + " spec are still published, until servers have loaded the change. Not set while the bundle"
                        + " cannot be published.")
        Phase phase,

        @JsonPropertyDescription("When the CAs that were removed from the spec and that no client needs are no longer"
                + " published. A change of the published CAs before that time postpones it.")
        String settlingUntil,

        @Size(max = 64)
        @JsonPropertyDescription(
                "CAs that were removed from the spec and are still published. waitingFor is empty if no"
                        + " client needs the CA.")
        List<RetainedCertificate> retained,

        @Size(max = 65536)
        @JsonPropertyDescription(
                "The last published certificates as PEM, in that order. The operator takes a CA that was"
                        + " removed from the spec only from here.")
        String lastPublished,

        @JsonPropertyDescription("When lastPublished was published in that order.")
        String publishedAt,

        @JsonPropertyDescription("When the seal was created. An older record that someone restores is ignored.")
        String sealedAt,

        @Size(max = 64)
        @JsonPropertyDescription(
                "Message authentication code over published, lastPublished, publishedAt, and the removal"
                        + " times of the retained CAs. Without a valid seal, the operator ignores all of these.")
        String seal) {

    /** Phase of a rotation. */
    public enum Phase {
        Complete,
        WaitingForClients,
        Settling
    }

    /** A CA that was removed from the spec and is still published. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RetainedCertificate(
            @Size(max = 1024) @JsonPropertyDescription("Subject DN, most specific part first.")
            String subject,

            @Size(max = 64) @JsonPropertyDescription("SHA-256 of the certificate, lower-case hex without colons.")
            String fingerprint,

            @JsonPropertyDescription("When the operator first saw a spec without the CA.")
            String removedAt,

            @JsonPropertyDescription(
                    "When the CA is no longer kept for clients, even if they still need it. Not set for a CA that is not"
                            + " kept for clients.")
            String deadline,

            @Size(max = 20) @JsonPropertyDescription("Secrets whose leaves chain only to this CA; at most 20.")
            List<@Size(max = 253) String> waitingFor) {}
}
