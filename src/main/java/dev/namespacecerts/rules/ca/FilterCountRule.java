package dev.namespacecerts.rules.ca;

import dev.namespacecerts.rules.BundleLimits;
import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;

/** CF-3: maximum number of filters that refer to one bundle. */
final class FilterCountRule implements BundleRule {
    @Override
    public void judge(Bundle bundle, Findings findings) {
        int found = bundle.input().filters();
        if (found > BundleLimits.MOST_FILTERS) {
            findings.add(Violation.error(Rule.CF_3)
                    .found(found + " filters")
                    .allowed("at most " + BundleLimits.MOST_FILTERS)
                    .because(
                            found + " CertificateFilters refer to this bundle, " + (found - BundleLimits.MOST_FILTERS)
                                    + " too many.",
                            "Delete some, or replace several with one whose pattern has a *."));
        }
    }
}
