package dev.namespacecerts.rules.ca;

import dev.namespacecerts.rules.BundleInput;
import dev.namespacecerts.rules.BundleLimits;
import dev.namespacecerts.rules.WellKnownAuthorities;
import dev.namespacecerts.rules.path.Chains;
import java.time.Instant;
import java.util.List;

/**
 * A parsed bundle, as input of the rules.
 *
 * @param certificates the distinct readable certificates, in order
 * @param distinct number of distinct certificates, including those beyond the limit, which are not parsed
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
    /** Whether all certificates were parsed, because their number is within the limit. */
    boolean isWhole() {
        return distinct <= BundleLimits.MOST_CERTIFICATES;
    }
}
