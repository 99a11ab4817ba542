package dev.namespacecerts.rules;

/**
 * The limits of the service.
 *
 * @param certificates how many distinct certificates a bundle may have
 * @param bytes how many bytes of canonical PEM
 */
public record BundleLimits(int certificates, int bytes) {
    /** How many are read of any bundle, whatever the limit. */
    public static final int MOST_CERTIFICATES = 100;

    /** What Temporal Cloud documents. */
    public static final BundleLimits TEMPORAL_CLOUD = new BundleLimits(25, 32_768);
}
