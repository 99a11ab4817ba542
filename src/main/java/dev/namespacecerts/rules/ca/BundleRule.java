package dev.namespacecerts.rules.ca;

/** A rule for CA bundles. */
interface BundleRule {
    /** Adds a violation for each thing that breaks the rule. */
    void judge(Bundle bundle, Findings findings);
}
