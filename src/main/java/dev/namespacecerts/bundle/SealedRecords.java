package dev.namespacecerts.bundle;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.evaluate.SealedRecord;
import dev.namespacecerts.watch.Keys;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The records that the operator keeps in the statuses of bundles. Remembers the newest record of each bundle: an older record
 * that a user restores in the status has a valid seal, but is ignored.
 */
public final class SealedRecords<R extends SealedRecord> {
    /** How long a cache may return an older status than before. */
    private static final Duration STALE = Duration.ofSeconds(10);

    private final Map<String, Newest> newest = new ConcurrentHashMap<>();
    private final Function<NamespaceCertificateBundle, R> reader;
    private final R refused;

    /**
     * @param reader reads the record in the status of a bundle
     * @param refused stands for a record that is ignored
     */
    public SealedRecords(Function<NamespaceCertificateBundle, R> reader, R refused) {
        this.reader = reader;
        this.refused = refused;
    }

    private record Newest(String uid, Instant sealedAt, Instant readAt) {}

    /** The record of a bundle; empty if the status may be outdated and must be read again. */
    public Optional<R> of(NamespaceCertificateBundle bundle, Instant now) {
        R record = reader.apply(bundle);
        if (record.seal() == null) {
            return Optional.of(record);
        }
        String uid = bundle.getMetadata().getUid();
        Newest known = newest.get(Keys.of(bundle));
        if (known == null || !known.uid().equals(uid) || known.sealedAt().isBefore(record.sealedAt())) {
            newest.put(Keys.of(bundle), new Newest(uid, record.sealedAt(), now));
        } else if (known.sealedAt().isAfter(record.sealedAt())) {
            return now.isBefore(known.readAt().plus(STALE)) ? Optional.empty() : Optional.of(refused);
        }
        return Optional.of(record);
    }

    /** Removes a deleted bundle. */
    void forget(String key) {
        newest.remove(key);
    }
}
