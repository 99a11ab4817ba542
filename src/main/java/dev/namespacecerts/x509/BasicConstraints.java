package dev.namespacecerts.x509;

import java.util.OptionalInt;

/**
 * The basic constraints extension (RFC 5280 section 4.2.1.9).
 *
 * @param ca whether the subject is a CA
 * @param pathLength maximum number of intermediates below; a number above {@link Integer#MAX_VALUE} is stored as that.
 *     As in Go, also present if the certificate is not a CA
 */
public record BasicConstraints(boolean ca, OptionalInt pathLength) {}
