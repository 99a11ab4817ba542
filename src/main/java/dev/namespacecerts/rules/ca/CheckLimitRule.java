package dev.namespacecerts.rules.ca;

import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;

/** CA-3: at most 100 signatures are checked, where Go gives up too ({@code maxChainSignatureChecks}). */
final class CheckLimitRule implements BundleRule {
    @Override
    public void judge(Bundle bundle, Findings findings) {
        if (bundle.chains().limitReached()) {
            findings.add(Violation.error(Rule.CA_3)
                    .found("more than 100 signatures to check")
                    .allowed("at most 100 for one bundle")
                    .because(
                            "The bundle has too many candidate issuers: many certificates share one name, so that Temporal"
                                    + " Cloud would have to check more than 100 signatures, and gives up.",
                            "Give each CA a name of its own, and remove those that no client uses any more."));
        }
    }
}
