package dev.namespacecerts.evaluate;

import dev.namespacecerts.api.v1alpha1.CloudStatus.CloudRecord;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.seal.Seals;
import dev.namespacecerts.sync.AcceptedCa;
import dev.namespacecerts.sync.Change;
import dev.namespacecerts.sync.CloudFilter;
import dev.namespacecerts.sync.CloudNamespace;
import dev.namespacecerts.sync.Ownership;
import dev.namespacecerts.sync.SyncPlan;
import dev.namespacecerts.sync.Wanted;
import dev.namespacecerts.x509.Certificate;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Record of what the operator did to a Temporal Cloud Namespace. It is sealed in the status, because other writers may be able to
 * write that. Without a valid seal, it is ignored: the operator then removes nothing that it did not find in the bundle.
 *
 * @param ours what the operator may remove
 * @param removedAt when a CA of the operator was first found missing in the bundle, by fingerprint
 * @param undone when others undid a change of the operator
 * @param agreed the content on which both last agreed: its digest, and the generation of the bundle; empty for none
 * @param sealedAt time of the seal
 * @param seal the seal; null if there is none
 * @param refused whether the status has a record without a valid seal
 */
public record SyncRecord(
        Ownership ours,
        Map<String, Instant> removedAt,
        List<Instant> undone,
        String agreed,
        Instant sealedAt,
        String seal,
        boolean refused)
        implements SealedRecord {
    public static final SyncRecord NONE = nothing(false);
    public static final SyncRecord REFUSED = nothing(true);

    /** After this time, it does not count any more that others undid a change. */
    public static final Duration MEMORY = Duration.ofHours(1);

    private static final String PURPOSE = "cloud";
    private static final int MOST_ENTRIES = 64;
    private static final int MOST_UNDONE = 8;

    private static SyncRecord nothing(boolean refused) {
        return new SyncRecord(Ownership.NONE, Map.of(), List.of(), "", Instant.EPOCH, null, refused);
    }

    /** The record in the status of a bundle. */
    public static SyncRecord of(NamespaceCertificateBundle bundle, Seals seals) {
        if (bundle.getStatus() == null
                || bundle.getStatus().cloud() == null
                || bundle.getStatus().cloud().record() == null) {
            return NONE;
        }
        CloudRecord record = bundle.getStatus().cloud().record();
        if (!seals.isValid(PURPOSE, bundle, content(record), record.seal())) {
            return REFUSED;
        }
        try {
            Map<String, Instant> removedAt = new HashMap<>();
            list(record.removed())
                    .forEach(entry -> removedAt.put(
                            entry.substring(0, entry.indexOf('=')),
                            Instant.parse(entry.substring(entry.indexOf('=') + 1))));
            return new SyncRecord(
                    new Ownership(Set.copyOf(list(record.certificates())), Set.copyOf(list(record.filters()))),
                    Map.copyOf(removedAt),
                    list(record.undone()).stream().map(Instant::parse).toList(),
                    Objects.requireNonNullElse(record.agreed(), ""),
                    Instant.parse(record.sealedAt()),
                    record.seal(),
                    false);
        } catch (DateTimeException | IndexOutOfBoundsException e) {
            return REFUSED; // written by another version
        }
    }

    /**
     * The record after the Temporal Cloud Namespace was read.
     *
     * @param content what the bundle says, with its generation
     */
    SyncRecord after(
            Wanted wanted, CloudNamespace there, SyncPlan plan, boolean mayChange, String content, Instant now) {
        Set<String> cas = new TreeSet<>(ours.cas());
        Set<String> filters = new TreeSet<>(ours.filters());
        Set<String> wantedFilters =
                wanted.filters().stream().map(CloudFilter::digest).collect(Collectors.toSet());
        cas.retainAll(union(there.cas().stream().map(AcceptedCa::fingerprint), wanted.fingerprints()));
        filters.retainAll(union(there.filters().stream().map(CloudFilter::digest), wantedFilters));
        boolean agree = wanted.hold().isEmpty() && plan.differences().nothingMissing();
        if (agree) {
            cas.addAll(wanted.fingerprints());
            filters.addAll(wantedFilters);
        }
        Map<String, Instant> removed = new TreeMap<>();
        if (mayChange) {
            plan.leaving().forEach(ca -> removed.put(ca.fingerprint(), removedAt.getOrDefault(ca.fingerprint(), now)));
        }
        boolean same = agreed.equals(content);
        return new SyncRecord(
                new Ownership(cas, filters),
                removed,
                same
                        ? undone.stream()
                                .filter(at -> at.plus(MEMORY).isAfter(now))
                                .toList()
                        : List.of(),
                same || (agree && plan.change().isEmpty()) ? content : "",
                sealedAt,
                seal,
                refused);
    }

    /** The record after a change was sent. */
    public SyncRecord sending(Change change) {
        Set<String> cas = new TreeSet<>(ours.cas());
        change.add().stream().map(Certificate::fingerprint).forEach(cas::add);
        Set<String> filters = new TreeSet<>(ours.filters());
        change.addFilters().stream().map(CloudFilter::digest).forEach(filters::add);
        return new SyncRecord(new Ownership(cas, filters), removedAt, undone, agreed, sealedAt, seal, refused);
    }

    /** The record after others undid a change. */
    public SyncRecord undoneAt(Instant now) {
        List<Instant> times = new ArrayList<>(undone);
        times.add(now);
        return new SyncRecord(
                ours,
                removedAt,
                times.subList(Math.max(0, times.size() - MOST_UNDONE), times.size()),
                agreed,
                sealedAt,
                seal,
                refused);
    }

    /** The record for the status. The seal and its time change only if the content changed. */
    CloudRecord sealed(NamespaceCertificateBundle bundle, Seals seals, Instant now) {
        CloudRecord same = dated(bundle, seals, sealedAt);
        Instant later = now.isAfter(sealedAt) ? now : sealedAt.plusMillis(1); // the clock may have been set back
        return same.seal().equals(seal) ? same : dated(bundle, seals, later);
    }

    private CloudRecord dated(NamespaceCertificateBundle bundle, Seals seals, Instant at) {
        CloudRecord record = written(at, null);
        return written(at, seals.seal(PURPOSE, bundle, content(record)));
    }

    private CloudRecord written(Instant at, String newSeal) {
        return new CloudRecord(
                sorted(ours.cas()),
                sorted(ours.filters()),
                removedAt.isEmpty()
                        ? null
                        : new TreeMap<>(removedAt)
                                .entrySet().stream()
                                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                                        .limit(MOST_ENTRIES)
                                        .toList(),
                undone.isEmpty() ? null : undone.stream().map(Instant::toString).toList(),
                agreed.isEmpty() ? null : agreed,
                at.toString(),
                newSeal);
    }

    private static List<String> sorted(Collection<String> texts) {
        return texts.isEmpty()
                ? null
                : texts.stream().sorted().limit(MOST_ENTRIES).toList();
    }

    private static Set<String> union(Stream<String> some, Collection<String> others) {
        Set<String> all = some.collect(Collectors.toCollection(TreeSet::new));
        all.addAll(others);
        return all;
    }

    private static String content(CloudRecord record) {
        return Stream.of(record.certificates(), record.filters(), record.removed(), record.undone())
                        .map(SyncRecord::list)
                        .map(texts -> texts.size() + "["
                                + texts.stream().map(SyncRecord::counted).collect(Collectors.joining()))
                        .collect(Collectors.joining())
                + counted(String.valueOf(record.agreed()))
                + counted(String.valueOf(record.sealedAt()));
    }

    /** With its length, so that no two records have the same text. */
    private static String counted(String text) {
        return text.length() + ":" + text;
    }

    private static List<String> list(List<String> texts) {
        return texts == null
                ? List.of()
                : texts.stream().filter(Objects::nonNull).toList();
    }
}
