package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Numbers of clients. */
public record ClientSummary(
        @JsonPropertyDescription("Number of Secrets that spec.clients names or selects.")
        int total,

        @JsonPropertyDescription("Number of accepted clients.")
        int accepted,

        @JsonPropertyDescription("Number of rejected clients.")
        int rejected) {}
