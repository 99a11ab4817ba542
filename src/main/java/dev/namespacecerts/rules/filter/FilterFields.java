package dev.namespacecerts.rules.filter;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of a filter as a user wrote them; null where a field is not given.
 */
public record FilterFields(
        String commonName, String organization, String organizationalUnit, String subjectAlternativeName) {

    /** Those that are set, trimmed, by name and in a fixed order. White space alone is unset. */
    Map<String, String> set() {
        Map<String, String> fields = new LinkedHashMap<>();
        put(fields, "commonName", commonName);
        put(fields, "organization", organization);
        put(fields, "organizationalUnit", organizationalUnit);
        put(fields, "subjectAlternativeName", subjectAlternativeName);
        return fields;
    }

    private static void put(Map<String, String> fields, String name, String value) {
        Optional.ofNullable(value)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> fields.put(name, text));
    }
}
