package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Usage of the limits of a bundle. */
public record BundleUsage(
        @JsonPropertyDescription("Number of distinct certificates.")
        int certificates,

        @JsonPropertyDescription("Maximum number of distinct certificates.")
        int certificateLimit,

        @JsonPropertyDescription("Size of the canonical PEM in bytes, before base64.")
        int bytes,

        @JsonPropertyDescription("Maximum size in bytes.") int byteLimit) {}
