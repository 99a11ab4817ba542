package dev.namespacecerts.rules;

import java.time.Duration;
import java.util.List;

/**
 * Everything on which the verdict on a bundle depends, except the time.
 *
 * @param filters number of filters that refer to the bundle
 * @param acceptedFilters number of these that are accepted
 * @param expiryWarning how long before its expiry a certificate causes a Warning
 */
public record BundleInput(List<BundleSource> sources, int filters, int acceptedFilters, Duration expiryWarning) {}
