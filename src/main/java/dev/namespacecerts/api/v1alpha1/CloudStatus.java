package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** What the Temporal Cloud Namespace has, how it differs from the bundle, and what the operator changes. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CloudStatus(
        @Size(max = 64)
        @JsonPropertyDescription("State of the Temporal Cloud Namespace, for example Active or Updating.")
        String state,

        @JsonPropertyDescription("Whether the Temporal Cloud Namespace accepts client certificates (mTLS).")
        Mtls mtls,

        @Size(max = 128) @JsonPropertyDescription("Resource version of the Temporal Cloud Namespace when it was read.")
        String resourceVersion,

        @Size(max = 64)
        @JsonPropertyDescription("CA certificates of the bundle and of the Temporal Cloud Namespace; at most 64.")
        List<CloudCertificate> certificates,

        @Size(max = 64)
        @JsonPropertyDescription("Certificate filters of the bundle and of the Temporal Cloud Namespace; at most 64.")
        List<CloudFilterStatus> filters,

        @JsonPropertyDescription("The change of the Temporal Cloud Namespace that is in progress.")
        CloudOperation operation,

        @Size(max = 64)
        @JsonPropertyDescription("When the Temporal Cloud Namespace was first found to have what the bundle says now.")
        String synchronizedAt,

        @Size(max = 64) @JsonPropertyDescription("When the API key of the connection expires.")
        String apiKeyExpiry,

        @JsonPropertyDescription("The operator's record of its own changes.")
        CloudRecord record) {

    /** Whether client certificates are accepted. */
    public enum Mtls {
        Enabled,
        Disabled
    }

    /** How the bundle and the Temporal Cloud Namespace compare. */
    public enum State {
        InStep,
        Missing,
        Unlisted
    }

    /** Who added a CA or a filter in Temporal Cloud. */
    public enum Owner {
        Operator,
        Other
    }

    /** A CA certificate. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CloudCertificate(
            @Size(max = 1024) @JsonPropertyDescription("Subject DN, most specific part first.")
            String subject,

            @Size(max = 64) @JsonPropertyDescription("SHA-256 of the certificate, lower-case hex without colons.")
            String fingerprint,

            @Size(max = 40) @JsonPropertyDescription("SHA-1 of the certificate, as tcld prints it.")
            String fingerprintSha1,

            @JsonPropertyDescription("End of the validity period.")
            String notAfter,

            @JsonPropertyDescription("InStep: in the bundle and in Temporal Cloud. Missing: not in Temporal Cloud."
                    + " Unlisted: not in the bundle.")
            State state,

            @JsonPropertyDescription(
                    "Operator: the operator added it in Temporal Cloud, or the bundle had it when both first"
                            + " agreed. Other: someone else added it. Not set while it is missing and nobody had added it.")
            Owner owner) {}

    /** A certificate filter. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CloudFilterStatus(
            @Size(max = 1024) @JsonPropertyDescription("Pattern of the common name.")
            String commonName,

            @Size(max = 1024) @JsonPropertyDescription("Pattern of the organization.")
            String organization,

            @Size(max = 1024) @JsonPropertyDescription("Pattern of the organizational unit.")
            String organizationalUnit,

            @Size(max = 1024) @JsonPropertyDescription("Pattern of the subject alternative name.")
            String subjectAlternativeName,

            @JsonPropertyDescription("InStep: in the bundle and in Temporal Cloud. Missing: not in Temporal Cloud."
                    + " Unlisted: not in the bundle.")
            State state,

            @JsonPropertyDescription(
                    "Operator: the operator added it in Temporal Cloud, or the bundle had it when both first"
                            + " agreed. Other: someone else added it. Not set while it is missing and nobody had added it.")
            Owner owner) {}

    /** A change in progress. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CloudOperation(
            @Size(max = 128) @JsonPropertyDescription("Identifier of the asynchronous operation.")
            String id,

            @Size(max = 64) @JsonPropertyDescription("When the operator first saw the operation.")
            String startedAt) {}

    /** What the operator needs after a restart. Sealed, because other writers may be able to write a status. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CloudRecord(
            @Size(max = 64)
            @JsonPropertyDescription("SHA-256 fingerprints of the CA certificates that the operator may remove.")
            List<String> certificates,

            @Size(max = 64) @JsonPropertyDescription("Digests of the filters that the operator may remove.")
            List<String> filters,

            @Size(max = 64)
            @JsonPropertyDescription(
                    "When CA certificates that the operator added were first found missing in the bundle:"
                            + " <fingerprint>=<time>.")
            List<String> removed,

            @Size(max = 8) @JsonPropertyDescription("When others last undid a change of the operator.")
            List<String> undone,

            @Size(max = 128)
            @JsonPropertyDescription(
                    "What the bundle and Temporal Cloud last agreed on: its digest, and the generation of the"
                            + " bundle.")
            String agreed,

            @JsonPropertyDescription("When the seal was created. An older record that someone restores is ignored.")
            String sealedAt,

            @Size(max = 64)
            @JsonPropertyDescription(
                    "Message authentication code over the record. Without a valid seal, the operator ignores"
                            + " the record and removes nothing that the bundle does not list.")
            String seal) {}
}
