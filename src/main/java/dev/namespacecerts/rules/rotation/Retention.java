package dev.namespacecerts.rules.rotation;

import dev.namespacecerts.rules.leaf.ClientSecret;
import dev.namespacecerts.rules.leaf.LeafFilters;
import dev.namespacecerts.rules.leaf.LeafJudge;
import dev.namespacecerts.rules.leaf.LeafVerdict;
import dev.namespacecerts.x509.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Decides which CAs stay published after their removal from the spec: unexpired ones, before their deadline, to which a
 * known unexpired leaf chains that chains to no CA of the spec. It does not matter whether the leaf is accepted. Its
 * private key must be in the Secret, because anybody can copy a certificate.
 *
 * <p>Clients with the shortest chains come first, because they cost least. A client beyond the limit of signature
 * checks retains no CA. Otherwise costly Secrets would retain every CA.
 */
public final class Retention {
    private static final LeafFilters ANY = new LeafFilters(List.of(), 0, false);

    private final List<Certificate> spec;
    private final List<Certificate> published;
    private final Map<String, Instant> removedAt;
    private final Duration longest;
    private final Instant now;

    /**
     * @param spec the CAs of the spec
     * @param published the last published CAs, in order
     * @param removedAt removal times of the CAs that are retained already, by fingerprint
     * @param longest how long a CA is retained
     */
    public Retention(
            List<Certificate> spec,
            List<Certificate> published,
            Map<String, Instant> removedAt,
            Duration longest,
            Instant now) {
        this.spec = spec;
        this.published = published;
        this.removedAt = removedAt;
        this.longest = longest;
        this.now = now;
    }

    /** The CAs that some clients need, in the order of their publication. */
    public List<RetainedCa> decide(List<ClientSecret> clients) {
        List<Certificate> candidates = candidates();
        Map<Certificate, List<String>> waiting = waiting(candidates, clients);
        return retained(candidates.stream().filter(waiting::containsKey), waiting);
    }

    /** Retains all CAs until their deadline, because not all clients are known. */
    public List<RetainedCa> keepAll(List<ClientSecret> known) {
        List<Certificate> candidates = candidates();
        return retained(candidates.stream(), waiting(candidates, known));
    }

    private List<Certificate> candidates() {
        return published.stream()
                .filter(ca -> !spec.contains(ca))
                .filter(ca -> !now.isAfter(ca.notAfter()))
                .filter(ca -> now.isBefore(deadline(ca)))
                .toList();
    }

    /** The names of the clients that need a CA, in their order. */
    private Map<Certificate, List<String>> waiting(List<Certificate> candidates, List<ClientSecret> clients) {
        if (candidates.isEmpty()) {
            return Map.of();
        }
        List<Certificate> together = new ArrayList<>(spec);
        together.addAll(candidates);
        LeafJudge without = new LeafJudge(spec, ANY, now);
        LeafJudge with = new LeafJudge(together, ANY, now);
        Map<Certificate, List<String>> waiting = new LinkedHashMap<>();
        List<ClientSecret> cheapestFirst = clients.stream()
                .filter(ClientSecret::hasItsKey)
                .sorted(Comparator.comparingInt(ClientSecret::length))
                .toList();
        for (ClientSecret client : cheapestFirst) {
            LeafVerdict alone = without.judge(client);
            boolean expired = alone.notAfter().filter(end -> !now.isAfter(end)).isEmpty();
            if (!expired && alone.path().isEmpty()) {
                LeafVerdict needed = with.judge(client);
                candidates.stream()
                        .filter(ca -> needed.path().contains(ca.fingerprint()))
                        .forEach(ca -> waiting.computeIfAbsent(ca, key -> new ArrayList<>())
                                .add(client.name()));
            }
        }
        waiting.values().forEach(names -> names.sort(Comparator.naturalOrder()));
        return waiting;
    }

    private List<RetainedCa> retained(Stream<Certificate> kept, Map<Certificate, List<String>> waiting) {
        return kept.map(ca -> new RetainedCa(ca, removed(ca), deadline(ca), waiting.getOrDefault(ca, List.of())))
                .toList();
    }

    private Instant removed(Certificate ca) {
        return removedAt.getOrDefault(ca.fingerprint(), now);
    }

    private Instant deadline(Certificate ca) {
        return removed(ca).plus(longest);
    }
}
