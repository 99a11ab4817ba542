package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** State of the demo certificates. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DemoStatus(
        @JsonPropertyDescription("The root CA that issues leaves now.")
        Authority authority,

        @Size(max = 200) @JsonPropertyDescription("The leaves, in the order of the spec.")
        List<Leaf> leaves,

        @Size(max = 64)
        @JsonPropertyDescription("Authenticates authority and leaves. Values that anyone else writes are ignored.")
        String seal) {

    /** The same with a seal. */
    public DemoStatus sealed(String with) {
        return new DemoStatus(authority, leaves, with);
    }

    /** The demo root. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Authority(
            @Size(max = 64) @JsonPropertyDescription("SHA-256 of the root, lower-case hex without colons.")
            String fingerprint,

            @JsonPropertyDescription("When the root expires (notAfter).")
            String notAfter,

            @JsonPropertyDescription("Number of this root in the bundle's history, counted from 1.")
            int generation,

            @Size(max = 64) @JsonPropertyDescription("Previous roots that are still in the bundle, oldest first.")
            List<Previous> previous) {}

    /** A demo root that was replaced. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Previous(
            @Required @Size(max = 64) @JsonPropertyDescription("SHA-256 of the root, lower-case hex without colons.")
            String fingerprint,

            @JsonPropertyDescription(
                    "When the last leaf of this root was replaced. A day later the root is removed from the"
                            + " bundle. Not set while a leaf is left.")
            String unusedSince) {}

    /** A demo leaf. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Leaf(
            @Required @Size(max = 253) @JsonPropertyDescription("Name of the Secret.")
            String secretName,

            @Size(max = 64) @JsonPropertyDescription("SHA-256 of the leaf, lower-case hex without colons.")
            String fingerprint,

            @JsonPropertyDescription("When the leaf expires (notAfter).")
            String notAfter,

            @JsonPropertyDescription("When the leaf is renewed.")
            String renewalTime) {}
}
