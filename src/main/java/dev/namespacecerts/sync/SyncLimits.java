package dev.namespacecerts.sync;

import dev.namespacecerts.rules.WellKnownAuthorities;

/**
 * Limits of a Temporal Cloud Namespace.
 *
 * @param cas maximum number of CAs
 * @param bytes maximum size of their PEM
 * @param filters maximum number of filters
 * @param wellKnown public CAs, which need a filter
 */
public record SyncLimits(int cas, int bytes, int filters, WellKnownAuthorities wellKnown) {

    /** The limits that Temporal Cloud enforces today. */
    public static SyncLimits today() {
        return new SyncLimits(16, 32_768, 25, WellKnownAuthorities.bundled());
    }
}
