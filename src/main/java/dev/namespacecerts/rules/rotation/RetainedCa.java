package dev.namespacecerts.rules.rotation;

import dev.namespacecerts.x509.Certificate;
import java.time.Instant;
import java.util.List;

/**
 * A CA that left the spec and is still needed.
 *
 * @param removedAt when it was first seen to have left
 * @param deadline when it is no longer kept, whatever clients need
 * @param waitingFor names of the Secrets whose leaves chain to it only
 */
public record RetainedCa(Certificate certificate, Instant removedAt, Instant deadline, List<String> waitingFor) {}
