package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** Certificates for trying things out, not for production. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.leaves) || self.leaves.all(leaf, duration(leaf.duration) + duration(leaf.duration) <="
                + " duration(self.authority.duration))",
        message = "the duration of a demo leaf is at most half of that of the authority")
public record DemoSpec(
        @Default("{}")
        @JsonPropertyDescription("The root CA, made by the operator, that signs the leaves. Not for production.")
        DemoAuthoritySpec authority,

        @Size(max = 200) @JsonPropertyDescription("The leaves, each in a Secret of its own. Not for production.")
        List<DemoLeafSpec> leaves) {

    /** Fills in the schema's defaults. */
    public DemoSpec {
        authority = authority == null ? new DemoAuthoritySpec(null, null, null) : authority;
    }
}
