package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Usage of the limits of a bundle. */
public record BundleUsage(
        @JsonPropertyDescription(
                "Number of distinct certificates that can be read. CAs removed from the spec count while they are kept for"
                        + " clients, not while only publish.settle keeps them published.")
        int certificates,

        @JsonPropertyDescription("Maximum number of distinct certificates.")
        int certificateLimit,

        @JsonPropertyDescription("Size of these certificates as PEM in bytes, before base64.")
        int bytes,

        @JsonPropertyDescription("Maximum size in bytes.") int byteLimit) {}
