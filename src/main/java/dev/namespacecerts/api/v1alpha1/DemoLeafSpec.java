package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** A demo leaf and its Secret. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DemoLeafSpec(
        @Required
        @Size(min = 1, max = 253)
        @Pattern(KubernetesName.SUBDOMAIN)
        @JsonPropertyDescription(
                "Name of the Secret, of type kubernetes.io/tls. An existing Secret that was not created"
                        + " for this bundle is never overwritten.")
        String secretName,

        @Required @Size(min = 1, max = 64) @Pattern(TEXT) @JsonPropertyDescription("Common name (CN) in the subject.")
        String commonName,

        @Size(min = 1, max = 64) @Pattern(TEXT) @JsonPropertyDescription("Organizational unit (OU) in the subject.")
        String organizationalUnit,

        @Size(max = 20) @JsonPropertyDescription("DNS names in the subject alternative names.")
        List<@Size(min = 1, max = 253) @Pattern(DNS_NAME) String> dnsNames,

        @Default("720h")
        @Size(min = 2, max = 32)
        @Pattern(GoDuration.PATTERN)
        @ValidationRule(value = GoDuration.HOURS, message = GoDuration.HOURS_MESSAGE)
        @ValidationRule(
                value = GoDuration.OR + "duration(self) >= duration('1m') && duration(self) <= duration('43800h')",
                message = "a leaf's duration is between 1m and 43800h (five years)")
        @JsonPropertyDescription("Validity of the leaf, as a Go duration; at most half of the authority's. The leaf is"
                + " renewed after two thirds of it.")
        String duration) {
    /** Text of a subject: no control characters, and no white space at its ends. */
    static final String TEXT = "^[^\\x00-\\x20\\x7f]([^\\x00-\\x1f\\x7f]*[^\\x00-\\x20\\x7f])?$";

    /** Sets the schema's default. */
    public DemoLeafSpec {
        duration = duration == null ? "720h" : duration;
    }

    private static final String DNS_NAME =
            "^[A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?)*$";
}
