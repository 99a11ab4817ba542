package dev.namespacecerts.x509;

import java.util.OptionalInt;

/**
 * The extension of RFC 5280 section 4.2.1.9.
 *
 * @param ca whether the subject is a CA
 * @param pathLength how many intermediate certificates may follow; a number above {@link Integer#MAX_VALUE} counts as
 *     that. Kept, as Go keeps it, for a certificate that is no CA as well
 */
public record BasicConstraints(boolean ca, OptionalInt pathLength) {}
