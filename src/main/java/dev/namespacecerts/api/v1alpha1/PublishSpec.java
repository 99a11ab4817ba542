package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Where a valid bundle is written: exactly one of configMap and secret is set. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.configMap) != has(self.secret)",
        message = "publish has exactly one of configMap, secret")
public record PublishSpec(
        @JsonPropertyDescription("A key of a ConfigMap, which the operator makes and owns.")
        ConfigMapKey configMap,

        @JsonPropertyDescription("A key of a Secret, which the operator makes and owns.")
        SecretKey secret,

        @Default("Deny")
        @JsonPropertyDescription("Deny: a bundle that is valid only because of its filters (CA-6) is not published,"
                + " since no other server enforces them. Allow: it is.")
        WellKnownPolicy wellKnownAuthorities,

        @Default("3m")
        @Size(min = 2, max = 32)
        @Pattern(GoDuration.PATTERN)
        @ValidationRule(
                value = "duration(self) >= duration('0s') && duration(self) <= duration('1h')",
                message = "settle is between 0s and 1h")
        @JsonPropertyDescription("How long servers may take to load what was published, as a Go duration. A Temporal"
                + " frontend notices a change only where the first certificate changes. So a CA that is to go is first"
                + " written in front, and dropped after this time. More than the volume's delay (about a minute) and the"
                + " server's refreshInterval together. 0s: it is dropped at once.")
        String settle) {

    /** Fills in the schema's defaults. */
    public PublishSpec {
        wellKnownAuthorities = wellKnownAuthorities == null ? WellKnownPolicy.Deny : wellKnownAuthorities;
        settle = settle == null ? "3m" : settle;
    }

    /** What becomes of public authorities that only filters make acceptable. */
    public enum WellKnownPolicy {
        Deny,
        Allow
    }
}
