package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** The root CA of demo certificates. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DemoAuthoritySpec(
        @Default("Demo")
        @Size(min = 1, max = 64)
        @Pattern(DemoLeafSpec.TEXT)
        @JsonPropertyDescription("Organization (O) in the subjects of the root and the leaves.")
        String organization,

        @Default("ECDSA-P384") @JsonPropertyDescription("Algorithm and size of all keys: ECDSA-P384 or RSA-4096.")
        DemoKeyAlgorithm keyAlgorithm,

        @Default("2160h")
        @Size(min = 2, max = 32)
        @Pattern(GoDuration.PATTERN)
        @ValidationRule(value = GoDuration.HOURS, message = GoDuration.HOURS_MESSAGE)
        @ValidationRule(
                value = GoDuration.OR + "duration(self) >= duration('2m') && duration(self) <= duration('87600h')",
                message = "the authority's duration is between 2m and 87600h (ten years)")
        @JsonPropertyDescription("Validity of a root, as a Go duration. A root is replaced when less than twice the"
                + " longest leaf duration remains.")
        String duration) {

    /** Sets the schema's defaults. */
    public DemoAuthoritySpec {
        organization = organization == null ? "Demo" : organization;
        keyAlgorithm = keyAlgorithm == null ? DemoKeyAlgorithm.ECDSA_P384 : keyAlgorithm;
        duration = duration == null ? "2160h" : duration;
    }
}
