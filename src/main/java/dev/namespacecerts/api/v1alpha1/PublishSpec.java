package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
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
        WellKnownPolicy wellKnownAuthorities) {

    /** What becomes of public authorities that only filters make acceptable. */
    public enum WellKnownPolicy {
        Deny,
        Allow
    }
}
