package dev.namespacecerts.rules.ca;

import java.util.List;

/** The list of all rules for CA bundles. {@link BundleReader} reports CA-10, the Errors of CA-11, and CA-14. */
final class BundleRules {
    private static final List<BundleRule> ALONE = List.of(
            new CaVersionRule(), // CA-1
            new CaBasicConstraintsRule(), // CA-2
            new CaAlgorithmRule(), // CA-5
            new WellKnownRule(), // CA-6
            new CaValidityRule(), // CA-7
            new CountRule(), // CA-8
            new SizeRule(), // CA-9
            new CaKeySizeRule(), // CA-11
            new ExpiryRule(), // CA-13
            new HeadRoomRule(), // CA-13
            new FilterCountRule(), // CF-3
            new DemoRule()); // DEMO-2

    /** Rules about several certificates together. They are applied only if all certificates were parsed. */
    private static final List<BundleRule> TOGETHER = List.of(
            new IssuerRule(), // CA-3
            new PathRule(), // CA-4, CA-12
            new CheckLimitRule(), // CA-3
            new IssuingRule(), // CA-4
            new RolloverRule()); // CA-13

    private BundleRules() {}

    /** Applies all rules. */
    static void judge(Bundle bundle, Findings findings) {
        ALONE.forEach(rule -> rule.judge(bundle, findings));
        if (bundle.isWhole()) {
            TOGETHER.forEach(rule -> rule.judge(bundle, findings));
        }
    }
}
