package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** Demo certificates, not for production. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.leaves) || self.authority.duration.matches('[dw]') || self.leaves.all(leaf,"
                + " leaf.duration.matches('[dw]') || duration(leaf.duration) + duration(leaf.duration) <="
                + " duration(self.authority.duration))",
        message = "the duration of a demo leaf is at most half of that of the authority")
public record DemoSpec(
        @Default("{}")
        @JsonPropertyDescription(
                "The root CA that the operator creates and that issues the leaves. Not for production.")
        DemoAuthoritySpec authority,

        @Size(max = 200) @JsonPropertyDescription("The leaves, each in its own Secret. Not for production.")
        List<DemoLeafSpec> leaves) {

    /** Sets the schema's defaults. */
    public DemoSpec {
        authority = authority == null ? new DemoAuthoritySpec(null, null, null) : authority;
    }
}
