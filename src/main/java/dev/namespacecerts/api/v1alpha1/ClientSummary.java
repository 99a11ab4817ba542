package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;

/** Numbers of clients. */
public record ClientSummary(
        @JsonPropertyDescription("Number of Secrets that spec.clients names or selects.")
        int total,

        @JsonPropertyDescription("Number of accepted clients.")
        int accepted,

        @JsonPropertyDescription("Number of rejected clients.")
        int rejected,

        @Size(max = 23)
        @JsonPropertyDescription("Numbers of accepted and of all clients, for example 3/4: a column of kubectl get.")
        String acceptedOfTotal) {
    public ClientSummary(int total, int accepted, int rejected) {
        this(total, accepted, rejected, accepted + "/" + total);
    }
}
