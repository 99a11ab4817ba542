package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** What the operator found about a bundle. Stays under 256 KiB for any input. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NamespaceCertificateBundleStatus(
        @JsonPropertyDescription(
                "The generation of the spec that this status is about; -1 before the operator has seen the object.")
        Long observedGeneration,

        @Size(max = 16)
        @JsonPropertyDescription("Valid: no Error stands against the certificates. Ready: valid, and everything that"
                + " was asked for is done. Stalled: only a change by a user helps. Expiring: a certificate ends within the"
                + " warning time. Claimed: the Temporal Namespace is this bundle's. ClientsAccepted: every known client is"
                + " let in. Published: what is valid is written where it was asked for. DemoIssued: the demo certificates"
                + " are there.")
        List<Condition> conditions,

        @JsonPropertyDescription("How many violations there are, Warnings included; the list below holds at most 100.")
        Integer violationCount,

        @Size(max = 100) @JsonPropertyDescription("What is wrong: Errors first, then Warnings, each in a stable order.")
        List<RuleViolation> violations,

        @Size(max = 64)
        @JsonPropertyDescription(
                "The distinct CA certificates that could be read, in the order of the bundle; at" + " most 64.")
        List<CertificateSummary> certificates,

        @Size(max = 100)
        @JsonPropertyDescription("The verdicts on the Secrets of clients, rejected ones first; at most 100.")
        List<ClientStatus> clients,

        @JsonPropertyDescription("How many clients there are and how many are let in.")
        ClientSummary clientSummary,

        @JsonPropertyDescription("The CertificateFilters that name this bundle.")
        FilterCount filters,

        @JsonPropertyDescription("How much of Temporal Cloud's limits the bundle uses.")
        BundleUsage usage,

        @JsonPropertyDescription("What was issued for demonstration.")
        DemoStatus demo,

        @JsonPropertyDescription("What was published last, and where.")
        PublishedObject published,

        @JsonPropertyDescription("How far a rotation is.") RotationStatus rotation,

        @JsonPropertyDescription("When the first of the CA certificates ends.")
        String earliestExpiry,

        @Size(max = 71)
        @JsonPropertyDescription("sha256: and the lower-case hex SHA-256 of the canonical PEM of the certificates.")
        String bundleDigest) {

    /** A status of which only the beginning is known. */
    public static NamespaceCertificateBundleStatus only(Long observedGeneration, List<Condition> conditions) {
        return new NamespaceCertificateBundleStatus(
                observedGeneration, conditions, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    /** The same with other conditions. */
    public NamespaceCertificateBundleStatus with(Long newGeneration, List<Condition> newConditions) {
        return new NamespaceCertificateBundleStatus(
                newGeneration,
                newConditions,
                violationCount,
                violations,
                certificates,
                clients,
                clientSummary,
                filters,
                usage,
                demo,
                published,
                rotation,
                earliestExpiry,
                bundleDigest);
    }
}
