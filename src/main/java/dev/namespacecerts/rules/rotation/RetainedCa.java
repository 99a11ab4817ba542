package dev.namespacecerts.rules.rotation;

import dev.namespacecerts.x509.Certificate;
import java.time.Instant;
import java.util.List;

/**
 * A CA that was removed from the spec and stays published.
 *
 * @param removedAt when it was first found missing in the spec
 * @param deadline after that it is removed, even if clients need it; null if it is not kept for clients
 * @param waitingFor names of the Secrets whose leaves chain to it and to no CA of the spec
 */
public record RetainedCa(Certificate certificate, Instant removedAt, Instant deadline, List<String> waitingFor) {}
