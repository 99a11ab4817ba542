package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** How far a rotation is, and what the operator must know of it after a restart. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RotationStatus(
        @JsonPropertyDescription(
                "Complete: what is published is what the spec says. WaitingForClients: CAs that left the"
                        + " spec are still published, because clients need them. Settling: CAs that left the spec are"
                        + " still published, until servers have noticed the change. None of them while what the spec says"
                        + " cannot be published.")
        Phase phase,

        @JsonPropertyDescription(
                "When the CAs that left the spec and that no client needs are no longer published, unless"
                        + " what is published changes before.")
        String settlingUntil,

        @Size(max = 64)
        @JsonPropertyDescription(
                "CAs that left the spec and are still published; waitingFor is empty where nothing else"
                        + " than publishing is waited for.")
        List<RetainedCertificate> retained,

        @Size(max = 65536)
        @JsonPropertyDescription(
                "The certificates that were published last, as PEM, in that order: the only place that a CA which left the"
                        + " spec is taken from.")
        String lastPublished,

        @JsonPropertyDescription("Since when they are published in that order.")
        String publishedAt,

        @JsonPropertyDescription("When the seal was made: an older record that someone puts back is not believed.")
        String sealedAt,

        @Size(max = 64)
        @JsonPropertyDescription("Seal of the operator on what it must be able to believe after a restart: published,"
                + " lastPublished, publishedAt, and when the retained CAs were removed. Without a valid one nothing"
                + " of these is believed.")
        String seal) {

    /** How far it is. */
    public enum Phase {
        Complete,
        WaitingForClients,
        Settling
    }

    /** A CA that left the spec and is still published. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RetainedCertificate(
            @Size(max = 1024) @JsonPropertyDescription("Subject, most specific part first.")
            String subject,

            @Size(max = 64) @JsonPropertyDescription("SHA-256 of the certificate, lower-case hex without colons.")
            String fingerprint,

            @JsonPropertyDescription("When it was seen to have left the spec.")
            String removedAt,

            @JsonPropertyDescription("When it is no longer published, whatever clients need.")
            String deadline,

            @Size(max = 20) @JsonPropertyDescription("Secrets whose leaves chain to this CA only; at most 20.")
            List<@Size(max = 253) String> waitingFor) {}
}
