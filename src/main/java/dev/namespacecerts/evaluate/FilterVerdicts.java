package dev.namespacecerts.evaluate;

import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.rules.filter.FilterJudge;
import dev.namespacecerts.rules.filter.FilterMatcher;
import dev.namespacecerts.rules.filter.NamedFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The filters that name one bundle, judged.
 *
 * @param total how many there are
 * @param rejected those that break a rule, in the order of their names
 * @param matchers those that keep every rule, in the order of their names
 */
public record FilterVerdicts(int total, List<Rejected> rejected, List<FilterMatcher> matchers) {

    /**
     * A filter that breaks a rule.
     *
     * @param name its name
     * @param first the first Error against it
     */
    public record Rejected(String name, Violation first) {}

    /**
     * Judges the filters of a bundle that exists. Warnings, which look at the other filters, do not matter here.
     *
     * @param filters all that name the bundle, in the order of their names
     */
    public static FilterVerdicts of(List<CertificateFilter> filters) {
        List<Rejected> rejected = new ArrayList<>();
        List<FilterMatcher> matchers = new ArrayList<>();
        for (CertificateFilter filter : filters) {
            NamedFilter named = NamedFilters.of(filter);
            Optional<Violation> error = FilterJudge.judge(named, true, List.of()).stream()
                    .filter(Violation::isError)
                    .findFirst();
            if (error.isPresent()) {
                rejected.add(new Rejected(named.name(), error.get()));
            } else {
                FilterMatcher.of(named).ifPresent(matchers::add);
            }
        }
        return new FilterVerdicts(filters.size(), List.copyOf(rejected), List.copyOf(matchers));
    }

    /** How many keep every rule. */
    public int accepted() {
        return total - rejected.size();
    }
}
