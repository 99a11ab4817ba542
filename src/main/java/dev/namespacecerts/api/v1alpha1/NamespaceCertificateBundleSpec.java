package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** The CA certificates of a Temporal Namespace, and what is wanted of them. */
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
public record NamespaceCertificateBundleSpec(
        @Size(min = 1, max = 128)
        @Pattern("^[A-Za-z0-9]([-_.A-Za-z0-9]*[A-Za-z0-9])?$")
        @JsonPropertyDescription("The Temporal Namespace whose clients these CAs sign, for example"
                + " accounting.a2dd6. In Temporal Cloud's form <name>.<account> it is claimed: the oldest bundle"
                + " that names it has it. Cannot be changed once set.")
        String temporalNamespace,

        @Size(min = 1, max = 100)
        @JsonPropertyDescription("Where the CA certificates come from, concatenated in this order. Each entry has"
                + " exactly one of inline, configMap, secret. May be left out where demo is given.")
        List<CertificateSource> certificates,

        @Default("Optional")
        @JsonPropertyDescription("Optional: without any CertificateFilter every certificate that the CAs signed"
                + " is let in. Required: without an accepted CertificateFilter none is, and the bundle is not"
                + " Ready.")
        FilterPolicy filterPolicy,

        @Size(max = 100)
        @JsonPropertyDescription("Secrets of clients whose certificates are judged against this bundle. They never"
                + " make the bundle itself invalid. Each entry has exactly one of secretName, selector.")
        List<ClientReference> clients,

        @JsonPropertyDescription("NOT FOR PRODUCTION. A root CA and leaves that the operator issues, for trying things"
                + " out. The root is the last certificate of the bundle.")
        DemoSpec demo,

        @JsonPropertyDescription("Where the certificates are written while the bundle is valid. An invalid bundle"
                + " never replaces what was published.")
        PublishSpec publish,

        @Default("Immediate")
        @JsonPropertyDescription(
                "Immediate: a CA that left the spec is no longer published once servers have had"
                        + " publish.settle to notice. WaitForClients: it stays published while a known, unexpired leaf, whose key is"
                        + " there, still needs it, at most for removalDeadline and publish.settle. Set it before the change that takes a CA out of the spec, not with it.")
        RemovalPolicy removalPolicy,

        @Default("168h")
        @Size(min = 2, max = 32)
        @Pattern(GoDuration.PATTERN)
        @ValidationRule(
                value = "duration(self) >= duration('0s') && duration(self) <= duration('8760h')",
                message = "removalDeadline is between 0s and 8760h (a year)")
        @JsonPropertyDescription("How long a CA that left the spec stays published at most, as a Go duration.")
        String removalDeadline,

        @Default("360h")
        @Size(min = 2, max = 32)
        @Pattern(GoDuration.PATTERN)
        @ValidationRule(
                value = "duration(self) >= duration('0s') && duration(self) <= duration('87600h')",
                message = "expiryWarning is between 0s and 87600h (ten years)")
        @JsonPropertyDescription("How long before a CA certificate ends a warning is given, as a Go duration"
                + " such as 360h. At most 87600h.")
        String expiryWarning,

        @Default("Active")
        @JsonPropertyDescription("Active: the bundle is judged at every change. Suspended: it is left as it is,"
                + " and not judged, until this is Active again.")
        Reconciliation reconciliation) {

    /** Fills in the schema's defaults, so that an object that never passed an API server means the same. */
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
