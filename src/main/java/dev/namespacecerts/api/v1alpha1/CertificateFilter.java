package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.Required;
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

/** Accepts client certificates with certain names, among those issued by a bundle's CAs. Creating a filter grants access. */
@Group(ApiVersion.GROUP)
@Version(ApiVersion.VERSION)
@Kind("CertificateFilter")
@Singular("certificatefilter")
@Plural("certificatefilters")
@ShortNames("ncf")
@Categories("namespacecerts")
@JsonInclude(JsonInclude.Include.NON_NULL)
@AdditionalPrinterColumn(name = "Bundle", type = AdditionalPrinterColumn.Type.STRING, jsonPath = ".spec.bundleRef.name")
@AdditionalPrinterColumn(
        name = "Accepted",
        type = AdditionalPrinterColumn.Type.STRING,
        jsonPath = ".status.conditions[?(@.type==\"Accepted\")].status")
@AdditionalPrinterColumn(
        name = "Reason",
        type = AdditionalPrinterColumn.Type.STRING,
        jsonPath = ".status.conditions[?(@.type==\"Accepted\")].reason")
@AdditionalPrinterColumn(
        name = "Clients",
        type = AdditionalPrinterColumn.Type.INTEGER,
        jsonPath = ".status.matchedClients.count")
@AdditionalPrinterColumn(
        name = "Age",
        type = AdditionalPrinterColumn.Type.DATE,
        jsonPath = ".metadata.creationTimestamp")
@AdditionalPrinterColumn(
        name = "Message",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1,
        jsonPath = ".status.conditions[?(@.type==\"Accepted\")].message")
public class CertificateFilter extends CustomResource<CertificateFilterSpec, CertificateFilterStatus>
        implements Namespaced {
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
    @JsonPropertyDescription("Which client certificates are accepted. All fields that are set must match.")
    public CertificateFilterSpec getSpec() {
        return super.getSpec();
    }

    @Override
    @JsonPropertyDescription("Observed state. Only the operator writes it.")
    public CertificateFilterStatus getStatus() {
        return super.getStatus();
    }

    @Override
    protected CertificateFilterSpec initSpec() {
        return null;
    }

    @Override
    protected CertificateFilterStatus initStatus() {
        return null;
    }
}
