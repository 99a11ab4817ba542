package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** The known leaves that a filter matches. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MatchedClients(
        @JsonPropertyDescription("Number of the bundle's client Secrets with a leaf that the filter matches.")
        int count,

        @Size(max = 20) @JsonPropertyDescription("Names of these Secrets, sorted; at most 20.")
        List<@Size(max = 253) String> names) {}
