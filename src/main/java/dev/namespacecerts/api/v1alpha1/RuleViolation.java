package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A violation of one rule. Every text has at most 1,024 characters. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RuleViolation(
        @Required
        @Size(max = 16)
        @JsonPropertyDescription("Identifier of the rule, for example CA-5. Identifiers never change their meaning.")
        String rule,

        @Required
        @JsonPropertyDescription(
                "Error: the object is not Ready or, in status.clients, the client is not accepted. Warning:"
                        + " it should be fixed, but blocks neither.")
        Severity severity,

        @Size(max = 1024)
        @JsonPropertyDescription(
                "Where it was found: a field of the object, for example spec.certificates[1]; for a client, a"
                        + " key of its Secret, for example tls.crt.")
        String source,

        @JsonPropertyDescription("Number of the PEM block in the source, counted from 1.")
        Integer position,

        @Size(max = 1024) @JsonPropertyDescription("Subject DN of the certificate.")
        String subject,

        @Size(max = 1024) @JsonPropertyDescription("Issuer DN of the certificate.")
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

        @Required @Size(max = 1024) @JsonPropertyDescription("What is wrong, as a sentence.")
        String message,

        @Size(max = 1024) @JsonPropertyDescription("How to fix it.")
        String remedy,

        @Size(max = 1024)
        @JsonPropertyDescription("The violation in one line: severity, rule, the ConfigMap, Secret or field and the PEM"
                + " block, the certificate, what was found and what is allowed.")
        String summary) {

    /** Severity of a violation. */
    public enum Severity {
        Error,
        Warning
    }
}
