package dev.namespacecerts.sync;

import dev.namespacecerts.x509.Certificate;
import java.time.Instant;
import java.util.Optional;

/**
 * A CA certificate that a Temporal Cloud Namespace accepts.
 *
 * @param fingerprint lower-case hex SHA-256 of its DER
 * @param certificate empty if it cannot be parsed, or if the bundle has it too and it need not be kept
 */
public record AcceptedCa(String fingerprint, Optional<Certificate> certificate) {
    boolean isExpired(Instant now) {
        return certificate.filter(ca -> now.isAfter(ca.notAfter())).isPresent();
    }
}
