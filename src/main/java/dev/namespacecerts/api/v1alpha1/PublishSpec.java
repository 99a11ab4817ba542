package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Target of a valid bundle; exactly one of configMap and secret is set. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.configMap) != has(self.secret)",
        message = "publish has exactly one of configMap, secret")
public record PublishSpec(
        @JsonPropertyDescription("A key of a ConfigMap, which the operator creates and the bundle owns.")
        ConfigMapKey configMap,

        @JsonPropertyDescription("A key of a Secret, which the operator creates and the bundle owns.")
        SecretKey secret,

        @Default("Deny")
        @JsonPropertyDescription("Deny: a bundle that is valid only because of its filters (CA-6) is not published,"
                + " because only Temporal Cloud enforces filters. Allow: it is published.")
        WellKnownPolicy wellKnownAuthorities,

        @Default("3m")
        @Size(min = 2, max = 32)
        @Pattern(GoDuration.PATTERN)
        @ValidationRule(value = GoDuration.HOURS, message = GoDuration.HOURS_MESSAGE)
        @ValidationRule(
                value = GoDuration.OR + "duration(self) >= duration('0s') && duration(self) <= duration('1h')",
                message = "settle is between 0s and 1h")
        @JsonPropertyDescription(
                "Time that servers need to load a published change, as a Go duration. A Temporal frontend"
                        + " loads a change only if the first certificate differs. So a CA that is to be removed is"
                        + " first moved to the front, and removed after this time. Set it to more than the update"
                        + " delay of a mounted volume (about a minute) and the server's refreshInterval together."
                        + " 0s: the CA is removed at once.")
        String settle,

        @Default("Delete")
        @JsonPropertyDescription(
                "Delete: the published object is deleted with the bundle, and when the bundle gets another"
                        + " target or none. Retain: it stays, without an owner reference. A later bundle of the same name continues"
                        + " with it if it was not changed in between.")
        DeletionPolicy deletionPolicy) {

    /** Sets the schema's defaults. */
    public PublishSpec {
        wellKnownAuthorities = wellKnownAuthorities == null ? WellKnownPolicy.Deny : wellKnownAuthorities;
        settle = settle == null ? "3m" : settle;
        deletionPolicy = deletionPolicy == null ? DeletionPolicy.Delete : deletionPolicy;
    }

    /** What happens to a published object when its bundle is deleted or gets another target. */
    public enum DeletionPolicy {
        Delete,
        Retain
    }

    /** Whether public CAs that are acceptable only with filters are published. */
    public enum WellKnownPolicy {
        Deny,
        Allow
    }
}
