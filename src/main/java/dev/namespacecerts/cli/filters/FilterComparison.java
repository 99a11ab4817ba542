package dev.namespacecerts.cli.filters;

import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.rules.filter.FilterJudge;
import dev.namespacecerts.rules.filter.FilterMatcher;
import dev.namespacecerts.rules.filter.NamedFilter;
import dev.namespacecerts.rules.filter.UnmatchedField;
import dev.namespacecerts.rules.leaf.LeafFilters;
import dev.namespacecerts.x509.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which leaves the filters of a bundle accept, and why not. Nothing else about a leaf is compared.
 *
 * @param filters in their order
 * @param results in the order of the leaves
 */
public record FilterComparison(List<Filter> filters, List<Result> results) {
    /**
     * A filter.
     *
     * @param errors because of which it is rejected; empty if it is accepted
     */
    public record Filter(String name, List<Violation> errors) {}

    /** A leaf and its name in the output, for example that of its file. */
    public record Leaf(String name, Certificate certificate) {}

    /**
     * A filter that does not match.
     *
     * @param ignored the common name that would match, if Temporal Cloud did not compare the last one alone
     */
    public record Mismatch(String filter, List<UnmatchedField> fields, Optional<String> ignored) {}

    /**
     * The result for a leaf.
     *
     * @param matching names of the filters that match
     * @param mismatches the other accepted filters
     * @param verdict for the user, for example {@code accepted by only-acme}
     */
    public record Result(
            Leaf leaf, boolean accepted, List<String> matching, List<Mismatch> mismatches, String verdict) {}

    /**
     * Compares filters with leaves as the rules do: filters fail closed.
     *
     * @param named all filters of a bundle
     * @param required whether a bundle without filters accepts no client
     */
    public static FilterComparison of(List<NamedFilter> named, boolean required, List<Leaf> leaves) {
        List<Filter> filters = new ArrayList<>();
        List<FilterMatcher> matchers = new ArrayList<>();
        for (NamedFilter filter : named) {
            filters.add(new Filter(
                    filter.name(),
                    FilterJudge.judge(filter, Optional.empty(), List.of()).stream()
                            .filter(Violation::isError)
                            .toList()));
            FilterMatcher.of(filter).ifPresent(matchers::add);
        }
        LeafFilters all = new LeafFilters(matchers, named.size(), required);
        return new FilterComparison(
                List.copyOf(filters), leaves.stream().map(leaf -> of(all, leaf)).toList());
    }

    private static Result of(LeafFilters filters, Leaf leaf) {
        List<String> matching = new ArrayList<>();
        List<Mismatch> mismatches = new ArrayList<>();
        for (FilterMatcher filter : filters.accepted()) {
            if (filter.matches(leaf.certificate())) {
                matching.add(filter.name());
            } else {
                mismatches.add(new Mismatch(
                        filter.name(),
                        filter.unmatched(leaf.certificate()),
                        filter.ignoredCommonName(leaf.certificate())));
            }
        }
        boolean accepted = filters.open() || !matching.isEmpty();
        return new Result(leaf, accepted, List.copyOf(matching), List.copyOf(mismatches), verdict(filters, matching));
    }

    private static String verdict(LeafFilters filters, List<String> matching) {
        if (filters.open()) {
            return "accepted without a filter: there is none, so every leaf of the CAs is accepted";
        }
        if (!matching.isEmpty()) {
            return "accepted by " + String.join(", ", matching);
        }
        String why = filters.total() == 0
                ? "filterPolicy is Required and there is no filter"
                : filters.accepted().isEmpty() ? "every filter is rejected" : "no filter matches";
        return "accepted by none: " + why;
    }

    /** Whether every leaf is accepted, and no filter is rejected. */
    public boolean clean() {
        return results.stream().allMatch(Result::accepted)
                && filters.stream().allMatch(filter -> filter.errors().isEmpty());
    }
}
