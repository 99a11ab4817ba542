package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** How much of the limits of a bundle is used. */
public record BundleUsage(
        @JsonPropertyDescription("Distinct certificates.") int certificates,
        @JsonPropertyDescription("How many there may be.") int certificateLimit,

        @JsonPropertyDescription("Bytes of canonical PEM, before base64.")
        int bytes,

        @JsonPropertyDescription("How many bytes there may be.")
        int byteLimit) {}
