package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** How many CertificateFilters name a bundle. */
public record FilterCount(
        @JsonPropertyDescription("Filters that keep every rule.")
        int accepted,

        @JsonPropertyDescription("Filters that name the bundle.")
        int total) {}
