package dev.namespacecerts.rules.filter;

import java.util.List;

/**
 * A field of a filter that a leaf does not match.
 *
 * @param name name of the field in the API
 * @param pattern the trimmed value in the filter
 * @param values the values that the leaf has, not escaped
 */
public record UnmatchedField(String name, String pattern, List<String> values) {
    public UnmatchedField {
        values = List.copyOf(values);
    }
}
