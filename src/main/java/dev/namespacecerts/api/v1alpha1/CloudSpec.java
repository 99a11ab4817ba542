package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** How the Temporal Cloud Namespace is compared with the bundle, and whether it is changed. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CloudSpec(
        @Required @JsonPropertyDescription("The connection to Temporal Cloud: a Secret with an API key.")
        ConnectionReference connectionRef,

        @Default("Observe")
        @JsonPropertyDescription(
                "Observe: the Temporal Cloud Namespace is only read, and status.cloud shows how it differs"
                        + " from the bundle. Sync: its CA certificates and certificate filters are also changed.")
        Mode mode,

        @Default("Keep")
        @JsonPropertyDescription(
                "What happens to CA certificates and filters of the Temporal Cloud Namespace that are not"
                        + " in the bundle and that the operator did not add. Keep: they stay, and Synchronized is False"
                        + " with reason AdoptionRequired. Remove: they are removed.")
        Unlisted unlisted,

        @Default("Deny")
        @JsonPropertyDescription(
                "Whether the last certificate filter of the Temporal Cloud Namespace may be removed. Without"
                        + " filters, every certificate issued by the CAs is accepted there. Deny: it stays. Allow: it is"
                        + " removed, unless a public CA is there.")
        ClearFilters clearFilters,

        @Default("Retain")
        @JsonPropertyDescription(
                "What happens in Temporal Cloud when the bundle is deleted. Retain: nothing. Remove: with"
                        + " mode Sync, the CA certificates and filters that the operator added are removed, except the last CA,"
                        + " and the last filter unless clearFilters is Allow.")
        DeletionPolicy deletionPolicy,

        @Default("10m")
        @Size(min = 2, max = 32)
        @Pattern(GoDuration.PATTERN)
        @ValidationRule(value = GoDuration.HOURS, message = GoDuration.HOURS_MESSAGE)
        @ValidationRule(
                value = GoDuration.OR + "duration(self) == duration('0s')"
                        + " || (duration(self) >= duration('1s') && duration(self) <= duration('24h'))",
                message = "interval is 0s, or between 1s and 24h")
        @JsonPropertyDescription("How often the Temporal Cloud Namespace is read to find changes by others, as a Go"
                + " duration; each time up to 20 % more or less. 0s: only when the bundle changes.")
        String interval) {

    /** Sets the schema's defaults, so that an object that never passed an API server means the same. */
    public CloudSpec {
        mode = mode == null ? Mode.Observe : mode;
        unlisted = unlisted == null ? Unlisted.Keep : unlisted;
        clearFilters = clearFilters == null ? ClearFilters.Deny : clearFilters;
        deletionPolicy = deletionPolicy == null ? DeletionPolicy.Retain : deletionPolicy;
        interval = interval == null ? "10m" : interval;
    }

    /** Whether the Temporal Cloud Namespace is changed. */
    public enum Mode {
        Observe,
        Sync
    }

    /** What happens to CAs and filters that are not in the bundle. */
    public enum Unlisted {
        Keep,
        Remove
    }

    /** Whether the last filter may be removed. */
    public enum ClearFilters {
        Deny,
        Allow
    }

    /** What happens in Temporal Cloud when the bundle is deleted. */
    public enum DeletionPolicy {
        Retain,
        Remove
    }
}
