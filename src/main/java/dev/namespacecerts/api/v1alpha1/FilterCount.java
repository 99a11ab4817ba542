package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Numbers of CertificateFilters of a bundle. */
public record FilterCount(
        @JsonPropertyDescription("Number of accepted filters.")
        int accepted,

        @JsonPropertyDescription("Number of filters that name the bundle.")
        int total) {}
