package dev.namespacecerts.evaluate;

import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.rules.filter.FilterJudge;
import dev.namespacecerts.rules.filter.FilterMatcher;
import dev.namespacecerts.rules.filter.NamedFilter;
import dev.namespacecerts.sync.CloudFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The verdicts on the filters that refer to one bundle.
 *
 * @param total the number of filters
 * @param rejected the filters that violate a rule or cannot be read, in the order of their names
 * @param matchers the accepted filters, in the order of their names
 * @param wanted the accepted filters as Temporal Cloud has them
 */
public record FilterVerdicts(
        int total, List<Rejected> rejected, List<FilterMatcher> matchers, List<CloudFilter> wanted) {

    /**
     * A rejected filter.
     *
     * @param name its name
     * @param message its first Error with the remedy, or why it cannot be read
     */
    public record Rejected(String name, String message) {}

    /**
     * Evaluates the filters of an existing bundle. Ignores Warnings, which result from comparing filters with each
     * other.
     *
     * @param filters all filters that refer to the bundle, in the order of their names
     */
    public static FilterVerdicts of(List<CertificateFilter> filters) {
        List<Rejected> rejected = new ArrayList<>();
        List<FilterMatcher> matchers = new ArrayList<>();
        List<CloudFilter> wanted = new ArrayList<>();
        for (CertificateFilter filter : filters) {
            if (filter.unreadable().isPresent()) {
                rejected.add(new Rejected(
                        filter.getMetadata().getName(),
                        Conditions.unreadable(filter.unreadable().get())));
                continue;
            }
            NamedFilter named = NamedFilters.of(filter);
            List<Violation> errors = FilterJudge.judge(named, Optional.empty(), List.of()).stream()
                    .filter(Violation::isError)
                    .toList();
            if (!errors.isEmpty()) {
                rejected.add(new Rejected(
                        named.name(),
                        ViolationReport.sentence(errors.get(0), errors.size() - 1, "see its violations")));
            } else {
                FilterMatcher.of(named).ifPresent(matchers::add);
                wanted.add(CloudFilter.of(named.fields()));
            }
        }
        return new FilterVerdicts(filters.size(), List.copyOf(rejected), List.copyOf(matchers), List.copyOf(wanted));
    }

    /** The number of accepted filters. */
    public int accepted() {
        return total - rejected.size();
    }
}
