package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** Desired state: the CA certificates of a Temporal Namespace, and what to do with them. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "!has(oldSelf.temporalNamespace) || (has(self.temporalNamespace) && self.temporalNamespace =="
                + " oldSelf.temporalNamespace)",
        message = "temporalNamespace is immutable once set: create another bundle for another Temporal Namespace")
@ValidationRule(
        value = "has(self.certificates) || has(self.demo)",
        message = "certificates is required, unless demo is given")
@ValidationRule(
        value = "!has(self.publish) || !has(self.publish.secret) || !has(self.demo) || !has(self.demo.leaves)"
                + " || self.demo.leaves.all(leaf, leaf.secretName != self.publish.secret.name)",
        message = "publish.secret.name is also the secretName of a demo leaf: choose another name for one of the two")
@ValidationRule(
        value =
                "!has(self.cloud) || (has(self.temporalNamespace) && self.temporalNamespace.matches('^[^.]+[.][^.]+$'))",
        message = "cloud needs temporalNamespace of the form <name>.<account>, for example accounting.a2dd6")
public record NamespaceCertificateBundleSpec(
        @Size(min = 1, max = 128)
        @Pattern("^[A-Za-z0-9]([-_.:A-Za-z0-9]*[A-Za-z0-9])?$")
        @ValidationRule(
                value = "!self.matches(':|[.]tmprl[.]cloud$|[.]temporal[.]io$')",
                message = "temporalNamespace is a name, not an address: for accounting.a2dd6.tmprl.cloud:7233, write"
                        + " accounting.a2dd6")
        @JsonPropertyDescription("The Temporal Namespace whose client certificates these CAs issue, for example"
                + " accounting.a2dd6. A name in Temporal Cloud's form <name>.<account> is claimed by the"
                + " oldest bundle that has it. Immutable once set.")
        String temporalNamespace,

        @Size(min = 1, max = 100)
        @JsonPropertyDescription(
                "Sources of the CA certificates, concatenated in this order. Each entry has exactly one"
                        + " of inline, configMap, secret. Optional if demo is set.")
        List<CertificateSource> certificates,

        @Default("Optional")
        @JsonPropertyDescription("Optional: without any CertificateFilter, every certificate issued by the CAs is"
                + " accepted. Required: without an accepted CertificateFilter, no certificate is accepted"
                + " and the bundle is not Ready.")
        FilterPolicy filterPolicy,

        @Size(max = 100)
        @JsonPropertyDescription(
                "Secrets with client certificates to validate against this bundle. Rejected clients never"
                        + " make the bundle invalid. Each entry has exactly one of secretName, selector.")
        List<ClientReference> clients,

        @JsonPropertyDescription(
                "NOT FOR PRODUCTION. A root CA and leaves that the operator issues for demonstration. The"
                        + " root is the last certificate of the bundle.")
        DemoSpec demo,

        @JsonPropertyDescription(
                "The ConfigMap or Secret that the operator writes the certificates to while the bundle is"
                        + " valid. An invalid bundle never replaces the published one.")
        PublishSpec publish,

        @JsonPropertyDescription(
                "How the Temporal Cloud Namespace temporalNamespace is compared with the bundle, and whether"
                        + " it is changed. By default it is neither read nor changed.")
        CloudSpec cloud,

        @Default("Immediate")
        @JsonPropertyDescription("When a CA that was removed from the spec is no longer published. Immediate: after"
                + " publish.settle, so that servers load the change. WaitForClients: while a known,"
                + " unexpired leaf with its key still needs the CA, it stays published, at most for"
                + " removalDeadline and publish.settle. Set WaitForClients in an earlier change than the"
                + " removal of a CA.")
        RemovalPolicy removalPolicy,

        @Default("168h")
        @Size(min = 2, max = 32)
        @Pattern(GoDuration.PATTERN)
        @ValidationRule(value = GoDuration.HOURS, message = GoDuration.HOURS_MESSAGE)
        @ValidationRule(
                value = GoDuration.OR + "duration(self) >= duration('0s') && duration(self) <= duration('8760h')",
                message = "removalDeadline is between 0s and 8760h (a year)")
        @JsonPropertyDescription("Maximum time that a CA removed from the spec stays published, as a Go duration.")
        String removalDeadline,

        @Default("360h")
        @Size(min = 2, max = 32)
        @Pattern(GoDuration.PATTERN)
        @ValidationRule(value = GoDuration.HOURS, message = GoDuration.HOURS_MESSAGE)
        @ValidationRule(
                value = GoDuration.OR + "duration(self) >= duration('0s') && duration(self) <= duration('87600h')",
                message = "expiryWarning is between 0s and 87600h (ten years)")
        @JsonPropertyDescription(
                "How long before the expiry of a CA certificate a warning is reported, as a Go duration"
                        + " such as 360h. At most 87600h.")
        String expiryWarning,

        @Default("Active")
        @JsonPropertyDescription("Active: the bundle is reconciled at every change. Suspended: the bundle is not"
                + " reconciled until this is Active again.")
        Reconciliation reconciliation) {

    /** Sets the schema's defaults, so that an object that never passed an API server means the same. */
    public NamespaceCertificateBundleSpec {
        certificates = certificates == null ? List.of() : certificates;
        filterPolicy = filterPolicy == null ? FilterPolicy.Optional : filterPolicy;
        clients = clients == null ? List.of() : clients;
        removalPolicy = removalPolicy == null ? RemovalPolicy.Immediate : removalPolicy;
        removalDeadline = removalDeadline == null ? "168h" : removalDeadline;
        expiryWarning = expiryWarning == null ? "360h" : expiryWarning;
        reconciliation = reconciliation == null ? Reconciliation.Active : reconciliation;
    }
}
