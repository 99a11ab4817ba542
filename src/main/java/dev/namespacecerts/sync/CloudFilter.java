package dev.namespacecerts.sync;

import dev.namespacecerts.rules.filter.FilterFields;
import dev.namespacecerts.x509.Digests;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A certificate filter as Temporal Cloud has it; an empty text is a field that is not set. */
public record CloudFilter(
        String commonName, String organization, String organizationalUnit, String subjectAlternativeName) {

    /** The filter that a user wrote, with trimmed values. */
    public static CloudFilter of(FilterFields fields) {
        Map<String, String> set = fields.set();
        return new CloudFilter(
                set.getOrDefault(FilterFields.COMMON_NAME, ""),
                set.getOrDefault(FilterFields.ORGANIZATION, ""),
                set.getOrDefault(FilterFields.ORGANIZATIONAL_UNIT, ""),
                set.getOrDefault(FilterFields.SUBJECT_ALTERNATIVE_NAME, ""));
    }

    /** Lower-case hex SHA-256 of its fields. */
    public String digest() {
        String text = fields().stream()
                .map(field -> field.length() + ":" + field) // the length, so that no two filters have the same text
                .collect(Collectors.joining());
        return Digests.sha256(text.getBytes(StandardCharsets.UTF_8)).substring("sha256:".length());
    }

    /** Its fields as text, for a message. */
    @Override
    public String toString() {
        List<String> names = List.of("commonName", "organization", "organizationalUnit", "subjectAlternativeName");
        return Stream.iterate(0, i -> i < names.size(), i -> i + 1)
                .filter(i -> !fields().get(i).isEmpty())
                .map(i -> names.get(i) + "=" + fields().get(i))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private List<String> fields() {
        return List.of(commonName, organization, organizationalUnit, subjectAlternativeName);
    }
}
