package dev.namespacecerts.cloud;

import java.time.Instant;
import java.util.Optional;

/**
 * Whose API key a connection has.
 *
 * @param keyExpiry when the key expires; empty if the service does not say
 */
public record Identity(Optional<Instant> keyExpiry) {}
