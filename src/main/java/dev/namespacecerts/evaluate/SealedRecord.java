package dev.namespacecerts.evaluate;

import java.time.Instant;

/** A record in a status that the operator sealed. */
public interface SealedRecord {
    /** The seal; null if the status has no record with a valid one. */
    String seal();

    /** Time of the seal. */
    Instant sealedAt();
}
