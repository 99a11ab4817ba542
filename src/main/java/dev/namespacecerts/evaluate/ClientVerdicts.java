package dev.namespacecerts.evaluate;

import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.rules.filter.NamedFilter;
import dev.namespacecerts.rules.leaf.ClientSecret;
import dev.namespacecerts.rules.leaf.LeafFilters;
import dev.namespacecerts.rules.leaf.LeafJudge;
import dev.namespacecerts.rules.leaf.LeafNames;
import dev.namespacecerts.rules.leaf.LeafVerdict;
import dev.namespacecerts.rules.leaf.RepeatableVerdict;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.Digests;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.lang.ref.SoftReference;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Cache of the verdicts on the clients of each bundle, so that a changed Secret costs the evaluation of one client instead of
 * up to 1,000. A bundle can occupy a limited share. The bundle that was evaluated the longest ago is dropped first, and any
 * bundle when memory is short.
 */
public final class ClientVerdicts {
    private static final long MOST_BYTES =
            Long.getLong("namespacecerts.known-clients", 32L * 1024 * 1024); // 0 to measure without the cache

    /** No more than this part of the heap. */
    private static final int PART_OF_HEAP = 8;

    /** Number of bundles, each with as many clients as it may have, that fill the cache. */
    private static final int SHARES = 8;

    private static final int OF_STRING = 48;
    private static final int OF_VERDICT = 400;
    private static final int OF_VIOLATION = 120;

    static final ClientVerdicts SHARED =
            new ClientVerdicts(Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / PART_OF_HEAP), client -> true);

    private final long mostBytes;
    private final Predicate<ClientSecret> kept;
    private final Map<String, Bundle> bundles = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /** What the verdicts on all clients of a bundle depend on, besides the time. */
    private record Environment(String authorities, List<NamedFilter> filters, int total, boolean required) {}

    private record Known(Environment environment, Map<ClientSecret.Content, RepeatableVerdict> verdicts) {}

    private record Bundle(SoftReference<Known> known, long bytes) {}

    /** @param kept whether the verdict on a client is kept */
    public ClientVerdicts(long mostBytes, Predicate<ClientSecret> kept) {
        this.mostBytes = mostBytes;
        this.kept = kept;
    }

    /**
     * The verdicts on the clients of a bundle, in their order.
     *
     * @param authorities the readable CAs of the bundle
     */
    List<LeafVerdict> of(BundleObjects objects, List<Certificate> authorities, LeafFilters filters, Instant now) {
        if (objects.clients().isEmpty()) {
            return List.of();
        }
        LeafJudge judge = new LeafJudge(authorities, filters, now);
        Environment environment = environment(objects, authorities, filters);
        ObjectMeta meta = objects.bundle().getMetadata();
        String bundle = meta.getNamespace() + "/" + meta.getName();
        Map<ClientSecret.Content, RepeatableVerdict> before = recall(bundle, environment);
        Map<ClientSecret.Content, RepeatableVerdict> after = new HashMap<>();
        long size = size(environment);
        List<LeafVerdict> verdicts = new ArrayList<>();
        for (ClientSecret client : objects.clients()) {
            Optional<ClientSecret.Content> content = client.content();
            RepeatableVerdict known = content.map(before::get).orElse(null);
            if (known == null || judge.repeat(known).isEmpty()) {
                known = judge.judgeRepeatably(client);
            }
            verdicts.add(known.verdict());
            long more = size(known.verdict());
            if (content.isPresent() && known.isRepeatable() && size + more <= mostBytes / SHARES && kept.test(client)) {
                after.put(content.get(), known);
                size += more;
            }
        }
        remember(bundle, new Known(environment, after), size);
        return List.copyOf(verdicts);
    }

    private static Environment environment(BundleObjects objects, List<Certificate> authorities, LeafFilters filters) {
        String fingerprints = authorities.stream().map(Certificate::fingerprint).collect(Collectors.joining(" "));
        return new Environment(
                Digests.sha256(fingerprints.getBytes(StandardCharsets.US_ASCII)),
                objects.filters().stream()
                        .filter(filter -> filter.unreadable().isEmpty())
                        .map(NamedFilters::of)
                        .toList(),
                filters.total(),
                filters.required());
    }

    private synchronized Map<ClientSecret.Content, RepeatableVerdict> recall(String bundle, Environment environment) {
        return Optional.ofNullable(bundles.get(bundle))
                .map(found -> found.known().get())
                .filter(known -> known.environment().equals(environment))
                .map(Known::verdicts)
                .orElse(Map.of());
    }

    private synchronized void remember(String bundle, Known known, long size) {
        remove(bundle);
        if (!known.verdicts().isEmpty()) {
            bundles.put(bundle, new Bundle(new SoftReference<>(known), size));
            bytes += size;
        }
        while (bytes > mostBytes) {
            remove(bundles.keySet().iterator().next());
        }
    }

    private void remove(String bundle) {
        Bundle removed = bundles.remove(bundle);
        bytes -= removed == null ? 0 : removed.bytes();
    }

    /** Estimated bytes in use. */
    synchronized long bytes() {
        return bytes;
    }

    private static long size(Environment environment) {
        return environment.filters().stream()
                .map(NamedFilter::fields)
                .mapToLong(fields -> size(Stream.of(
                        fields.commonName(),
                        fields.organization(),
                        fields.organizationalUnit(),
                        fields.subjectAlternativeName())))
                .sum();
    }

    private static long size(LeafVerdict verdict) {
        Stream<String> names = verdict.names().stream().flatMap(ClientVerdicts::texts);
        return OF_VERDICT
                + size(Stream.of(names, verdict.path().stream(), verdict.matching().stream())
                        .flatMap(texts -> texts))
                + verdict.violations().stream().mapToLong(ClientVerdicts::size).sum();
    }

    private static Stream<String> texts(LeafNames names) {
        return Stream.concat(Stream.of(names.subject()), names.alternativeNames().stream());
    }

    private static long size(Violation violation) {
        return OF_VIOLATION
                + size(Stream.of(
                        violation.place(),
                        violation.subject(),
                        violation.issuer(),
                        violation.serial(),
                        violation.fingerprint(),
                        violation.fingerprintSha1(),
                        violation.found(),
                        violation.allowed(),
                        violation.message(),
                        violation.remedy()));
    }

    private static long size(Stream<String> texts) {
        return texts.mapToLong(text -> text == null ? 0 : OF_STRING + 2L * text.length())
                .sum();
    }
}
