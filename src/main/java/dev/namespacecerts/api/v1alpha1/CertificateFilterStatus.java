package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** What the operator found about a filter. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CertificateFilterStatus(
        @JsonPropertyDescription(
                "The generation of the spec that this status is about; -1 before the operator has seen the object.")
        Long observedGeneration,

        @Size(max = 16)
        @JsonPropertyDescription(
                "Accepted, and Ready beside it: the filter keeps every rule. Stalled: only a change by a user helps.")
        List<Condition> conditions,

        @Size(max = 100) @JsonPropertyDescription("What is wrong with the filter; Errors first.")
        List<RuleViolation> violations,

        @JsonPropertyDescription("The known clients that the filter matches. None is a hint: it may be misspelt.")
        MatchedClients matchedClients) {}
