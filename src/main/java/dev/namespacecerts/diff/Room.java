package dev.namespacecerts.diff;

import dev.namespacecerts.rules.BundleLimits;
import dev.namespacecerts.rules.Usage;

/** What a bundle uses of the limits of Temporal Cloud. */
public record Room(int certificates, int certificateLimit, int bytes, int byteLimit, int filters, int filterLimit) {

    static Room of(Usage usage, int filters) {
        return new Room(
                usage.certificates(),
                usage.certificateLimit(),
                usage.bytes(),
                usage.byteLimit(),
                filters,
                BundleLimits.MOST_FILTERS);
    }
}
