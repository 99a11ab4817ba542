package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** What was issued for demonstration. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DemoStatus(
        @JsonPropertyDescription("The root CA that signs leaves now.")
        Authority authority,

        @Size(max = 200) @JsonPropertyDescription("The leaves, in the order of the spec.")
        List<Leaf> leaves,

        @Size(max = 64) @JsonPropertyDescription("Authenticates the above: what anyone else writes there is ignored.")
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

            @JsonPropertyDescription("When it ends.") String notAfter,

            @JsonPropertyDescription("Which root of this bundle it is, counted from 1.")
            int generation,

            @Size(max = 64)
            @JsonPropertyDescription("The roots before it that are still in the bundle, the oldest first.")
            List<Previous> previous) {}

    /** A demo root that was replaced. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Previous(
            @Required @Size(max = 64) @JsonPropertyDescription("SHA-256 of the root, lower-case hex without colons.")
            String fingerprint,

            @JsonPropertyDescription(
                    "Since when no leaf of it is left: a day later it leaves the bundle. Absent while one is.")
            String unusedSince) {}

    /** A demo leaf. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Leaf(
            @Required @Size(max = 253) @JsonPropertyDescription("Name of the Secret.")
            String secretName,

            @Size(max = 64) @JsonPropertyDescription("SHA-256 of the leaf, lower-case hex without colons.")
            String fingerprint,

            @JsonPropertyDescription("When it ends.") String notAfter,

            @JsonPropertyDescription("When it will be renewed.")
            String renewalTime) {}
}
