package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** The CA certificates of a Temporal Namespace, and what is wanted of them. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(oldSelf.temporalNamespace) || (has(self.temporalNamespace) && self.temporalNamespace =="
                + " oldSelf.temporalNamespace)",
        message = "temporalNamespace is immutable once set: create another bundle for another Temporal Namespace")
public record NamespaceCertificateBundleSpec(
        @Size(min = 1, max = 128)
        @Pattern("^[A-Za-z0-9]([-_.A-Za-z0-9]*[A-Za-z0-9])?$")
        @JsonPropertyDescription("The Temporal Namespace whose clients these CAs sign, for example"
                + " accounting.a2dd6. In Temporal Cloud's form <name>.<account> it is claimed: the oldest bundle"
                + " that names it has it. Cannot be changed once set.")
        String temporalNamespace,

        @Required
        @Size(min = 1, max = 100)
        @JsonPropertyDescription("Where the CA certificates come from, concatenated in this order. Each entry has"
                + " exactly one of inline, configMap, secret.")
        List<CertificateSource> certificates,

        @Default("Optional")
        @JsonPropertyDescription("Optional: without any CertificateFilter every certificate that the CAs signed"
                + " is let in. Required: without an accepted CertificateFilter none is, and the bundle is not"
                + " Ready.")
        FilterPolicy filterPolicy,

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
        Reconciliation reconciliation) {}
