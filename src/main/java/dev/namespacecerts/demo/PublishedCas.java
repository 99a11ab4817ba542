package dev.namespacecerts.demo;

import java.time.Instant;
import java.util.Set;

/**
 * The CAs of the last publication, according to a record with a valid seal.
 *
 * @param fingerprints of these CAs; empty if there is no such record
 * @param loaded when servers have loaded them: publish.settle after they were published
 */
public record PublishedCas(Set<String> fingerprints, Instant loaded) {}
