package dev.namespacecerts.rules;

import java.time.Duration;
import java.util.List;

/**
 * All that a verdict on a bundle depends on, but for the time.
 *
 * @param filters how many filters name the bundle
 * @param acceptedFilters how many of them are accepted
 * @param expiryWarning how long before its end a certificate is warned of
 */
public record BundleInput(List<BundleSource> sources, int filters, int acceptedFilters, Duration expiryWarning) {}
