package dev.namespacecerts.rules.ca;

/** A rule for CA bundles. */
interface BundleRule {
    /** Adds a violation for each problem that the rule finds. */
    void judge(Bundle bundle, Findings findings);
}
