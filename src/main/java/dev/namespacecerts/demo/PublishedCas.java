package dev.namespacecerts.demo;

import java.time.Instant;
import java.util.Set;

/**
 * The CAs that servers were given last, as a record with a valid seal says.
 *
 * @param fingerprints of the CAs that were published last; empty where there is no such record
 * @param loaded when servers have loaded them: publish.settle after they were published
 */
public record PublishedCas(Set<String> fingerprints, Instant loaded) {}
