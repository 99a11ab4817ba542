package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** One rule that one thing breaks. Every text has at most 1,024 characters. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RuleViolation(
        @Required
        @Size(max = 16)
        @JsonPropertyDescription("The rule, for example CA-5. Identifiers never change their meaning.")
        String rule,

        @Required @JsonPropertyDescription("Error: Temporal Cloud would refuse it. Warning: it works, for now.")
        Severity severity,

        @Size(max = 1024) @JsonPropertyDescription("The field that it came from, for example spec.certificates[1].")
        String source,

        @JsonPropertyDescription("Which PEM block of that source, counted from 1.")
        Integer position,

        @Size(max = 1024) @JsonPropertyDescription("Subject of the certificate.")
        String subject,

        @Size(max = 1024) @JsonPropertyDescription("Issuer of the certificate.")
        String issuer,

        @Size(max = 1024) @JsonPropertyDescription("Serial number of the certificate, in hex.")
        String serial,

        @Size(max = 64) @JsonPropertyDescription("SHA-256 of the certificate, lower-case hex without colons.")
        String fingerprint,

        @Size(max = 40) @JsonPropertyDescription("SHA-1 of the certificate, as tcld prints it.")
        String fingerprintSha1,

        @Size(max = 1024) @JsonPropertyDescription("What was found.")
        String found,

        @Size(max = 1024) @JsonPropertyDescription("What is allowed.")
        String allowed,

        @Required @Size(max = 1024) @JsonPropertyDescription("What is wrong, in a sentence.")
        String message,

        @Size(max = 1024) @JsonPropertyDescription("What to do about it.")
        String remedy) {

    /** Whether it stands in the way. */
    public enum Severity {
        Error,
        Warning
    }
}
