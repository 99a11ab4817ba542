package dev.namespacecerts.rules.path;

import dev.namespacecerts.x509.Certificate;
import java.time.Instant;
import java.util.Optional;

/**
 * Purpose of a path search.
 *
 * @param use role of the certificate at which the path starts
 * @param time when the CAs must be valid; empty if that does not matter
 */
public record Purpose(Use use, Optional<Instant> time) {
    /** Role of the certificate at which a path starts. */
    enum Use {
        /** A CA of a bundle. */
        AUTHORITY,
        /** A CA that issues a leaf. */
        ISSUER,
        /** The leaf of a client. */
        CLIENT
    }

    /** Checks a CA of a bundle. The time does not matter, because CA-7 reports the validity of each CA. */
    public static Purpose authority() {
        return new Purpose(Use.AUTHORITY, Optional.empty());
    }

    /** Checks that a CA can issue leaves: the path lengths above it must allow one more certificate below it. */
    public static Purpose issuer() {
        return new Purpose(Use.ISSUER, Optional.empty());
    }

    /** Checks the leaf of a client that connects at a time. EE-5 reports the validity of the leaf itself. */
    public static Purpose client(Instant time) {
        return new Purpose(Use.CLIENT, Optional.of(time));
    }

    /** Checks the leaf of a client that connects now or later. */
    public static Purpose clientAtAnyTime() {
        return new Purpose(Use.CLIENT, Optional.empty());
    }

    /** Whether a certificate is the leaf of a path, given the number of certificates below it. */
    boolean isLeaf(int below) {
        return use == Use.CLIENT && below == 0;
    }

    /** Number of CAs between a certificate and the leaf, given the number of certificates below it. */
    int between(int below) {
        return use == Use.ISSUER ? below : below - 1;
    }

    /** Whether a CA has expired before the given time. */
    boolean isExpired(Certificate ca) {
        return time.map(now -> now.isAfter(ca.notAfter())).orElse(false);
    }

    /** Whether a CA is valid at the given time. */
    boolean isTimely(Certificate ca) {
        return time.map(now -> !now.isBefore(ca.notBefore()) && !now.isAfter(ca.notAfter()))
                .orElse(true);
    }
}
