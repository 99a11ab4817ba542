package dev.namespacecerts.rules.filter;

import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.DistinguishedName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Matches certificates against an accepted filter. All fields of the filter must match. */
public final class FilterMatcher {
    private final String name;
    private final Map<String, FilterPattern> patterns;

    private FilterMatcher(String name, Map<String, FilterPattern> patterns) {
        this.name = name;
        this.patterns = patterns;
    }

    /** The matcher of a filter; empty if the filter violates CF-1 or CF-2. */
    public static Optional<FilterMatcher> of(NamedFilter filter) {
        Map<String, FilterPattern> patterns = new LinkedHashMap<>();
        for (Map.Entry<String, String> field : filter.fields().set().entrySet()) {
            Optional<FilterPattern> pattern = FilterPattern.parse(field.getValue());
            if (pattern.isEmpty()) {
                return Optional.empty();
            }
            patterns.put(field.getKey(), pattern.get());
        }
        return patterns.isEmpty() ? Optional.empty() : Optional.of(new FilterMatcher(filter.name(), patterns));
    }

    /** Name of the filter. */
    public String name() {
        return name;
    }

    /** How many fields the filter sets. */
    public int fieldCount() {
        return patterns.size();
    }

    /** Whether the filter matches every leaf that another one matches. */
    public boolean covers(FilterMatcher other) {
        return patterns.entrySet().stream()
                .allMatch(field -> other.patterns.containsKey(field.getKey())
                        && field.getValue().covers(other.patterns.get(field.getKey())));
    }

    /**
     * Whether the filter matches a leaf. If the leaf has several values of a field, any of them may match; of common
     * names, only the last one.
     */
    public boolean matches(Certificate leaf) {
        return patterns.entrySet().stream().allMatch(field -> matches(field, leaf));
    }

    private static boolean matches(Map.Entry<String, FilterPattern> field, Certificate leaf) {
        return values(field.getKey(), leaf).stream().anyMatch(field.getValue()::matches);
    }

    /** The fields of the filter that a leaf does not match, in the order of the API; empty if the filter matches. */
    public List<UnmatchedField> unmatched(Certificate leaf) {
        return patterns.entrySet().stream()
                .filter(field -> !matches(field, leaf))
                .map(field ->
                        new UnmatchedField(field.getKey(), field.getValue().toString(), values(field.getKey(), leaf)))
                .toList();
    }

    /** The values that a leaf has of each field, by name and in the order of the API. */
    public static Map<String, List<String>> fieldsOf(Certificate leaf) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        FilterFields.NAMES.forEach(name -> fields.put(name, values(name, leaf)));
        return fields;
    }

    /** The common name that would match instead of the last one, if all other fields match; else empty. */
    public Optional<String> ignoredCommonName(Certificate leaf) {
        FilterPattern pattern = patterns.get(FilterFields.COMMON_NAME);
        List<String> names = commonNames(leaf);
        boolean othersMatch = patterns.entrySet().stream()
                .filter(field -> !field.getKey().equals(FilterFields.COMMON_NAME))
                .allMatch(field -> matches(field, leaf));
        return pattern == null || !othersMatch
                ? Optional.empty()
                : names.stream()
                        .limit(Math.max(0, names.size() - 1))
                        .filter(pattern::matches)
                        .findFirst();
    }

    private static List<String> commonNames(Certificate leaf) {
        return leaf.subject().values(DistinguishedName.COMMON_NAME);
    }

    /** The last name, because Go's Subject.CommonName holds only that. */
    private static List<String> last(List<String> names) {
        return names.subList(Math.max(0, names.size() - 1), names.size());
    }

    private static List<String> values(String field, Certificate leaf) {
        return switch (field) {
            case FilterFields.COMMON_NAME -> last(commonNames(leaf));
            case FilterFields.ORGANIZATION -> leaf.subject().values(DistinguishedName.ORGANIZATION);
            case FilterFields.ORGANIZATIONAL_UNIT -> leaf.subject().values(DistinguishedName.ORGANIZATIONAL_UNIT);
            default -> leaf.subjectAlternativeNames().texts();
        };
    }
}
