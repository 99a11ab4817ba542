package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** How many clients there are. */
public record ClientSummary(
        @JsonPropertyDescription("Secrets that spec.clients names or selects.")
        int total,

        @JsonPropertyDescription("Those that are let in.") int accepted,

        @JsonPropertyDescription("Those that are not.") int rejected) {}
