package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;

/** The last published content, and its target. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PublishedObject(
        @JsonPropertyDescription("ConfigMap or Secret.") Kind kind,

        @Size(max = 253) @JsonPropertyDescription("Name of the target.")
        String name,

        @Size(max = 253) @JsonPropertyDescription("Key in the target.")
        String key,

        @Size(max = 71) @JsonPropertyDescription("Digest of the published PEM: sha256: and lower-case hex.")
        String digest,

        @Size(max = 64)
        @JsonPropertyDescription("The uid of the target. An object that replaces the target has another uid.")
        String uid) {

    /** Kinds of targets. */
    public enum Kind {
        ConfigMap,
        Secret
    }
}
