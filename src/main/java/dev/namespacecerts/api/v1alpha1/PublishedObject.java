package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;

/** What was published last, and where. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PublishedObject(
        @JsonPropertyDescription("ConfigMap or Secret.") Kind kind,

        @Size(max = 253) @JsonPropertyDescription("Name of the object.")
        String name,

        @Size(max = 253) @JsonPropertyDescription("Key in the object.")
        String key,

        @Size(max = 71) @JsonPropertyDescription("sha256: and the lower-case hex SHA-256 of the PEM that was written.")
        String digest,

        @Size(max = 64) @JsonPropertyDescription("The object's uid: one that someone makes in its place has another.")
        String uid) {

    /** Kinds of objects that can be published to. */
    public enum Kind {
        ConfigMap,
        Secret
    }
}
