package dev.namespacecerts.rules.ca;

import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;

/**
 * CA-3: at most 100 signature checks. At that number, Go's path building stops too ({@code maxChainSignatureChecks}).
 */
final class CheckLimitRule implements BundleRule {
    @Override
    public void judge(Bundle bundle, Findings findings) {
        if (bundle.chains().limitReached()) {
            findings.add(Violation.error(Rule.CA_3)
                    .found("more than 100 signature checks")
                    .allowed("at most 100 for one bundle")
                    .because(
                            "The bundle has too many candidate issuers: many certificates have the same distinguished name"
                                    + " (DN). Temporal Cloud would exceed its limit of 100 signature checks. Not all"
                                    + " certificates were checked.",
                            "Give each CA a unique subject DN, and remove CAs that no client uses any more."));
        }
    }
}
