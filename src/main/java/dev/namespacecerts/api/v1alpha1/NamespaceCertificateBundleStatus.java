package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** Observed state of a bundle. Smaller than 256 KiB for any input. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NamespaceCertificateBundleStatus(
        @JsonPropertyDescription(
                "Generation of the spec that this status describes; -1 until the operator has reconciled"
                        + " the object.")
        Long observedGeneration,

        @Size(max = 16)
        @JsonPropertyDescription(
                "Valid: the certificates violate no rule of severity Error. Ready: valid, and everything"
                        + " that the spec asks for is done. Stalled: user action is required. Expiring: a"
                        + " certificate expires within expiryWarning, or has expired. Claimed: this bundle claims"
                        + " the Temporal Namespace. ClientsAccepted: every known client is accepted. Published: the"
                        + " valid bundle is written to the target. DemoIssued: the demo certificates are issued."
                        + " Synchronized: the Temporal Cloud Namespace has the CA certificates and filters of the"
                        + " bundle.")
        List<Condition> conditions,

        @Size(max = 256)
        @JsonPropertyDescription("Address of the page that explains the conditions. Set if there is something to do.")
        String documentation,

        @JsonPropertyDescription("Total number of violations, Warnings included; the list has at most 100.")
        Integer violationCount,

        @Size(max = 100)
        @JsonPropertyDescription("Violated rules: Errors first, then Warnings, each in a stable order.")
        List<RuleViolation> violations,

        @Size(max = 64)
        @JsonPropertyDescription(
                "The distinct CA certificates that could be read, in the order of the bundle; at most 64.")
        List<CertificateSummary> certificates,

        @Size(max = 100)
        @JsonPropertyDescription("Results of validating the Secrets of clients, rejected ones first; at most 100.")
        List<ClientStatus> clients,

        @JsonPropertyDescription("Numbers of clients: total, accepted and rejected.")
        ClientSummary clientSummary,

        @JsonPropertyDescription("Numbers of CertificateFilters that name this bundle.")
        FilterCount filters,

        @JsonPropertyDescription("Usage of Temporal Cloud's limits.")
        BundleUsage usage,

        @JsonPropertyDescription("State of the demo certificates.")
        DemoStatus demo,

        @JsonPropertyDescription("The last published content, and its target.")
        PublishedObject published,

        @JsonPropertyDescription("Progress of a rotation.") RotationStatus rotation,

        @JsonPropertyDescription("What the Temporal Cloud Namespace has, and how it differs from the bundle.")
        CloudStatus cloud,

        @JsonPropertyDescription("When the first CA certificate expires.")
        String earliestExpiry,

        @Size(max = 71)
        @JsonPropertyDescription("Digest of the canonical PEM of the certificates: sha256: and lower-case hex.")
        String bundleDigest) {

    /** A status with only these fields. */
    public static NamespaceCertificateBundleStatus only(Long observedGeneration, List<Condition> conditions) {
        return new NamespaceCertificateBundleStatus(
                observedGeneration,
                conditions,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** A copy with other conditions, and the page that explains those. */
    public NamespaceCertificateBundleStatus with(
            Long newGeneration, List<Condition> newConditions, String newDocumentation) {
        return new NamespaceCertificateBundleStatus(
                newGeneration,
                newConditions,
                newDocumentation,
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
                cloud,
                earliestExpiry,
                bundleDigest);
    }
}
