package dev.namespacecerts.filter;

import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.rules.filter.FilterJudge;
import java.util.ArrayList;
import java.util.List;

/**
 * The filters that name one bundle, judged.
 *
 * @param total how many there are
 * @param rejected those that break a rule, in the order of their names
 */
public record FilterVerdicts(int total, List<Rejected> rejected) {

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
        for (CertificateFilter filter : filters) {
            List<Violation> violations = FilterJudge.judge(NamedFilters.of(filter), true, List.of());
            violations.stream()
                    .filter(Violation::isError)
                    .findFirst()
                    .ifPresent(first ->
                            rejected.add(new Rejected(filter.getMetadata().getName(), first)));
        }
        return new FilterVerdicts(filters.size(), List.copyOf(rejected));
    }

    /** How many keep every rule. */
    public int accepted() {
        return total - rejected.size();
    }
}
