package dev.namespacecerts.rules.leaf;

import dev.namespacecerts.rules.filter.FilterMatcher;
import dev.namespacecerts.rules.filter.UnmatchedField;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.DisplayText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Explains why no filter matches a leaf. The length is limited. */
final class UnmatchedFilters {
    private static final int MOST_FILTERS = 5;
    private static final int LONGEST_LIST = 640;
    private static final int LONGEST_VALUE = 64;

    private UnmatchedFilters() {}

    /** The values that a leaf has of all fields that a filter can set. */
    static String fieldsOf(Certificate leaf) {
        return FilterMatcher.fieldsOf(leaf).entrySet().stream()
                .map(field -> field.getKey() + " " + listed(field.getValue(), LONGEST_LIST / 2))
                .collect(Collectors.joining(", "));
    }

    /**
     * The fields of each filter that the leaf does not match. The filter with the fewest of them comes first; of several,
     * the one with the most fields that match.
     */
    static String message(Leaf leaf) {
        List<FilterMatcher> filters = leaf.filters().accepted();
        List<String> nearest = nearest(leaf.certificate(), filters);
        String head = filters.size() == 1
                ? " does not match the only accepted CertificateFilter: "
                : " matches none of " + filters.size() + " accepted CertificateFilters. The nearest"
                        + (nearest.size() < filters.size() ? " " + nearest.size() : "") + ": ";
        return leaf.name() + head + String.join("; ", nearest) + ".";
    }

    private static List<String> nearest(Certificate leaf, List<FilterMatcher> filters) {
        List<String> nearest = filters.stream()
                .map(filter -> new Candidate(filter.name(), filter.fieldCount(), filter.unmatched(leaf)))
                .sorted(Comparator.comparingInt(
                                (Candidate candidate) -> candidate.failed().size())
                        .thenComparing(Candidate::fields, Comparator.reverseOrder()))
                .limit(MOST_FILTERS)
                .map(Candidate::text)
                .toList();
        List<String> fitting = new ArrayList<>();
        int length = 0;
        for (String text : nearest) {
            length += text.length();
            if (!fitting.isEmpty() && length > LONGEST_LIST) {
                break;
            }
            fitting.add(text);
        }
        return fitting;
    }

    private static String listed(List<String> values, int longest) {
        StringBuilder text = new StringBuilder();
        int shown = 0;
        for (String value : values) {
            String quoted = DisplayText.quoted(value, LONGEST_VALUE);
            if (shown > 0 && text.length() + quoted.length() > longest) {
                break;
            }
            text.append(shown == 0 ? "" : ", ").append(quoted);
            shown++;
        }
        return shown == 0 ? "none" : text + (shown < values.size() ? " and " + (values.size() - shown) + " more" : "");
    }

    private record Candidate(String filter, int fields, List<UnmatchedField> failed) {
        String text() {
            return failed.stream()
                    .map(field -> field.name() + " " + DisplayText.quoted(field.pattern(), LONGEST_VALUE)
                            + " (the leaf has " + listed(field.values(), LONGEST_VALUE) + ")")
                    .collect(Collectors.joining(" and ", '"' + filter + "\" requires ", ""));
        }
    }
}
