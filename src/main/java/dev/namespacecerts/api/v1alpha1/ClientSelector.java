package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;

/** Selects Secrets by their labels. */
public record ClientSelector(
        @Required
        @Size(min = 1, max = 16)
        @ValidationRule(
                value = "self.all(key, size(key) <= 317)",
                message = "a label's key has at most 317 characters: a prefix of 253, a slash and a name of 63")
        @JsonPropertyDescription("Labels that a Secret must have, all of them. At least one.")
        Map<String, @Size(max = 63) String> matchLabels) {

    /** Whether labels of an object, null for none, are among those selected. */
    public boolean matches(Map<String, String> labels) {
        return labels != null && labels.entrySet().containsAll(matchLabels.entrySet());
    }
}
