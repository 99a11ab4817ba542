package dev.namespacecerts.rules.ca;

import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;

/** CA-8: maximum number of distinct certificates. The service's documentation now says 16. */
final class CountRule implements BundleRule {
    private static final int NOW_DOCUMENTED = 16;

    @Override
    public void judge(Bundle bundle, Findings findings) {
        int found = bundle.distinct();
        int limit = bundle.limits().certificates();
        if (found > limit) {
            findings.add(Violation.error(Rule.CA_8)
                    .found(found + " distinct certificates")
                    .allowed("at most " + limit)
                    .because(
                            "The bundle has " + found + " distinct certificates, " + (found - limit) + " too many.",
                            "Remove CAs that no client uses any more."));
        } else if (found > NOW_DOCUMENTED) {
            findings.add(Violation.warning(Rule.CA_8)
                    .found(found + " distinct certificates")
                    .allowed("at most " + NOW_DOCUMENTED + ", as Temporal Cloud's documentation now says")
                    .because(
                            "The bundle has " + found
                                    + " distinct certificates. Temporal Cloud's documentation now says" + " at most "
                                    + NOW_DOCUMENTED + ".",
                            "Remove CAs that no client uses any more."));
        }
    }
}
