package dev.namespacecerts.bundle;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.evaluate.RotationRecord;
import dev.namespacecerts.seal.Seals;
import dev.namespacecerts.watch.Keys;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The records of what was published last, each with a memory of the newest one that was read: an older one that somebody
 * put back into the status has a valid seal, but is not believed.
 */
public final class RotationRecords {
    /** How long a cache may show an older status than it did before. */
    private static final Duration STALE = Duration.ofSeconds(10);

    private final Map<String, Newest> newest = new ConcurrentHashMap<>();
    private final Seals seals;

    public RotationRecords(Seals seals) {
        this.seals = seals;
    }

    private record Newest(String uid, Instant sealedAt, Instant readAt) {}

    /** The record of a bundle; empty where the status may just not be the newest one, and is to be read again. */
    public Optional<RotationRecord> of(NamespaceCertificateBundle bundle, Instant now) {
        RotationRecord record = RotationRecord.of(bundle, seals);
        if (record.seal() == null) {
            return Optional.of(record);
        }
        String uid = bundle.getMetadata().getUid();
        Newest known = newest.get(Keys.of(bundle));
        if (known == null || !known.uid().equals(uid) || known.sealedAt().isBefore(record.sealedAt())) {
            newest.put(Keys.of(bundle), new Newest(uid, record.sealedAt(), now));
        } else if (known.sealedAt().isAfter(record.sealedAt())) {
            return now.isBefore(known.readAt().plus(STALE)) ? Optional.empty() : Optional.of(RotationRecord.REFUSED);
        }
        return Optional.of(record);
    }

    /** Forgets a bundle that is gone. */
    void forget(String key) {
        newest.remove(key);
    }
}
