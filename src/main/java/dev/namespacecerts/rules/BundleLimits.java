package dev.namespacecerts.rules;

/**
 * Limits of Temporal Cloud for one bundle.
 *
 * @param certificates maximum number of distinct certificates
 * @param bytes maximum size of the canonical PEM
 */
public record BundleLimits(int certificates, int bytes) {
    /** Maximum number of certificates that are parsed, whatever the limit. */
    public static final int MOST_CERTIFICATES = 100;

    /** Maximum number of filters that refer to one bundle. */
    public static final int MOST_FILTERS = 25;

    /** The limits that Temporal Cloud documents. */
    public static final BundleLimits TEMPORAL_CLOUD = new BundleLimits(25, 32_768);
}
