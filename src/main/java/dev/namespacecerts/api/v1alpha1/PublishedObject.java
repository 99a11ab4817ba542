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
        String uid,

        @Size(max = 64)
        @JsonPropertyDescription(
                "The resource version of a ConfigMap with exactly this content. In this version, the operator"
                        + " does not read the ConfigMap to compare it, also after a restart.")
        String resourceVersion,

        @Size(max = 64)
        @JsonPropertyDescription("Authenticates resourceVersion. A value that anyone else writes is ignored.")
        String seal) {

    /** The same with a seal. */
    public PublishedObject sealed(String with) {
        return new PublishedObject(kind, name, key, digest, uid, resourceVersion, with);
    }

    /** The same in an unknown version. */
    public PublishedObject unversioned() {
        return new PublishedObject(kind, name, key, digest, uid, null, null);
    }

    /** Kinds of targets. */
    public enum Kind {
        ConfigMap,
        Secret
    }
}
