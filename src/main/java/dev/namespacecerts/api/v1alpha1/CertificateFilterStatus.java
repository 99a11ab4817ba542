package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** Observed state of a filter. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CertificateFilterStatus(
        @JsonPropertyDescription(
                "Generation of the spec that this status describes; -1 until the operator has reconciled"
                        + " the object.")
        Long observedGeneration,

        @Size(max = 16)
        @JsonPropertyDescription(
                "Accepted and Ready: the filter violates no rule of severity Error. Stalled: user action"
                        + " is required.")
        List<Condition> conditions,

        @Size(max = 256)
        @JsonPropertyDescription("Address of the page that explains the conditions. Set if there is something to do.")
        String documentation,

        @Size(max = 100) @JsonPropertyDescription("Rules that the filter violates, Errors first.")
        List<RuleViolation> violations,

        @JsonPropertyDescription(
                "The known clients that the filter matches. If there are none, the filter may contain a"
                        + " typing error. Not set while no client certificate of the bundle can be read.")
        MatchedClients matchedClients) {}
