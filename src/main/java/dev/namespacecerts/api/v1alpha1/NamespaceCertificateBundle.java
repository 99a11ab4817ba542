package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.Optional;

/** The CA certificates of one Temporal Namespace, and the result of their validation. */
@Group(ApiVersion.GROUP)
@Version(ApiVersion.VERSION)
@Kind("NamespaceCertificateBundle")
@Singular("namespacecertificatebundle")
@Plural("namespacecertificatebundles")
@ShortNames("ncb")
@Categories("namespacecerts")
@JsonInclude(JsonInclude.Include.NON_NULL)
@AdditionalPrinterColumn(
        name = "Temporal Namespace",
        type = AdditionalPrinterColumn.Type.STRING,
        jsonPath = ".spec.temporalNamespace")
@AdditionalPrinterColumn(
        name = "Ready",
        type = AdditionalPrinterColumn.Type.STRING,
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
        name = "Reason",
        type = AdditionalPrinterColumn.Type.STRING,
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(
        name = "Certificates",
        type = AdditionalPrinterColumn.Type.INTEGER,
        jsonPath = ".status.usage.certificates")
@AdditionalPrinterColumn(
        name = "Filters",
        type = AdditionalPrinterColumn.Type.INTEGER,
        jsonPath = ".status.filters.accepted")
@AdditionalPrinterColumn(
        name = "Clients",
        type = AdditionalPrinterColumn.Type.STRING,
        jsonPath = ".status.clientSummary.acceptedOfTotal")
@AdditionalPrinterColumn(
        name = "Expires",
        type = AdditionalPrinterColumn.Type.STRING,
        jsonPath = ".status.earliestExpiry")
@AdditionalPrinterColumn(
        name = "Age",
        type = AdditionalPrinterColumn.Type.DATE,
        jsonPath = ".metadata.creationTimestamp")
@AdditionalPrinterColumn(
        name = "Message",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1,
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].message")
@ValidationRule(
        value = "!has(self.spec.demo) || size(self.metadata.name) <= 238"
                + " || (oldSelf.hasValue() && has(oldSelf.value().spec.demo))",
        optionalOldSelf = true,
        message = "with demo, metadata.name has at most 238 characters: the Secret <name>-demo-authority may have 253")
public class NamespaceCertificateBundle
        extends CustomResource<NamespaceCertificateBundleSpec, NamespaceCertificateBundleStatus> implements Namespaced {
    @SuppressWarnings("serial") // is never serialised
    private transient Optional<String> unreadable = Optional.empty();

    private transient boolean incomplete;

    /** Marks the spec as unreadable. It then holds only the fields that could be recovered. Not part of the API. */
    public void markUnreadable(String reason) {
        unreadable = Optional.of(reason);
    }

    /** Why the spec could not be read; empty if it was. */
    public Optional<String> unreadable() {
        return unreadable;
    }

    /** Marks the object as incomplete: texts are missing from spec and status. */
    public void markIncomplete() {
        incomplete = true;
    }

    /** Whether spec and status are complete. */
    @JsonIgnore
    public boolean isComplete() {
        return !incomplete;
    }

    @Override
    @Required
    @JsonPropertyDescription("Desired state: the CA certificates, and what to do with them.")
    public NamespaceCertificateBundleSpec getSpec() {
        return super.getSpec();
    }

    @Override
    @JsonPropertyDescription("Observed state. Only the operator writes it.")
    public NamespaceCertificateBundleStatus getStatus() {
        return super.getStatus();
    }

    @Override
    protected NamespaceCertificateBundleSpec initSpec() {
        return null;
    }

    @Override
    protected NamespaceCertificateBundleStatus initStatus() {
        return null;
    }
}
