package dev.namespacecerts.diff;

import dev.namespacecerts.x509.Certificate;
import java.time.Instant;

/** A CA of a bundle; the fingerprint is the SHA-256 in hex. */
public record Ca(String subject, String fingerprint, Instant notAfter) {
    private static final int SHORT = 12;

    static Ca of(Certificate certificate) {
        return new Ca(certificate.subject().toString(), certificate.fingerprint(), certificate.notAfter());
    }

    /** The beginning of the fingerprint. */
    public String shortFingerprint() {
        return fingerprint.substring(0, SHORT);
    }
}
