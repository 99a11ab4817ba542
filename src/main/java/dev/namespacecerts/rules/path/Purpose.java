package dev.namespacecerts.rules.path;

import dev.namespacecerts.x509.Certificate;
import java.time.Instant;
import java.util.Optional;

/**
 * What a path is searched for.
 *
 * @param use what the certificate is at which the path begins
 * @param time when its CAs must be valid; empty for any time
 */
public record Purpose(Use use, Optional<Instant> time) {
    /** The use of the certificate at which a path begins. */
    enum Use {
        /** A CA that is in a bundle. */
        AUTHORITY,
        /** A CA with a leaf below it. */
        ISSUER,
        /** The leaf of a client. */
        CLIENT
    }

    /** A CA is in a bundle. The time does not matter: CA-7 reports the validity of each CA. */
    public static Purpose authority() {
        return new Purpose(Use.AUTHORITY, Optional.empty());
    }

    /** A CA issues leaves: the path needs room for one below it. */
    public static Purpose issuer() {
        return new Purpose(Use.ISSUER, Optional.empty());
    }

    /** A client connects at a time. EE-5 reports the validity of its own certificate. */
    public static Purpose client(Instant time) {
        return new Purpose(Use.CLIENT, Optional.of(time));
    }

    /** A client connects, be it now or later. */
    public static Purpose clientAtAnyTime() {
        return new Purpose(Use.CLIENT, Optional.empty());
    }

    /** Whether a certificate is the leaf of a path, when so many others are below it. */
    boolean isLeaf(int below) {
        return use == Use.CLIENT && below == 0;
    }

    /** How many CAs are between a certificate and the leaf, when so many others are below it. */
    int between(int below) {
        return use == Use.ISSUER ? below : below - 1;
    }

    /** Whether a CA has expired before that time. */
    boolean isExpired(Certificate ca) {
        return time.map(now -> now.isAfter(ca.notAfter())).orElse(false);
    }

    /** Whether a CA is valid at that time. */
    boolean isTimely(Certificate ca) {
        return time.map(now -> !now.isBefore(ca.notBefore()) && !now.isAfter(ca.notAfter()))
                .orElse(true);
    }
}
