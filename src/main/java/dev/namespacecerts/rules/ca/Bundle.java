package dev.namespacecerts.rules.ca;

import dev.namespacecerts.rules.BundleInput;
import dev.namespacecerts.rules.BundleLimits;
import dev.namespacecerts.rules.WellKnownAuthorities;
import dev.namespacecerts.rules.path.Chains;
import java.time.Instant;
import java.util.List;

/**
 * A bundle as the rules see it.
 *
 * @param certificates the distinct ones that could be read, in order
 * @param distinct how many distinct ones there are, those that were not read because they are too many included
 * @param bytes size of their canonical PEM
 */
record Bundle(
        BundleInput input,
        List<BundleCertificate> certificates,
        int distinct,
        int bytes,
        BundleLimits limits,
        WellKnownAuthorities authorities,
        Chains chains,
        Instant now) {
    /** Whether no certificate was left unread because there are too many. */
    boolean isWhole() {
        return distinct <= BundleLimits.MOST_CERTIFICATES;
    }
}
