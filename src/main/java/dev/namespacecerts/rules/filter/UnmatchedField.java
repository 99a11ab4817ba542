package dev.namespacecerts.rules.filter;

import java.util.List;

/**
 * A field of a filter that a leaf does not match.
 *
 * @param name of the field, as in the API
 * @param pattern as the filter has it, trimmed
 * @param values what the leaf has of it, hostile as they may be
 */
public record UnmatchedField(String name, String pattern, List<String> values) {
    public UnmatchedField {
        values = List.copyOf(values);
    }
}
