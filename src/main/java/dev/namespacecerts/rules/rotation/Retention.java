package dev.namespacecerts.rules.rotation;

import dev.namespacecerts.rules.leaf.ClientSecret;
import dev.namespacecerts.rules.leaf.LeafFilters;
import dev.namespacecerts.rules.leaf.LeafJudge;
import dev.namespacecerts.rules.leaf.LeafVerdict;
import dev.namespacecerts.x509.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides which CAs that left the spec stay published: those to which a known, unexpired leaf chains and to no CA of the
 * spec, before their deadline and while they are valid. Whether the leaf is otherwise accepted does not matter; one whose
 * chain is not known, since the clients before it took too much work, may need them all.
 */
public final class Retention {
    private static final LeafFilters ANY = new LeafFilters(List.of(), 0, false);

    private final List<Certificate> spec;
    private final List<Certificate> published;
    private final Map<String, Instant> removedAt;
    private final Duration longest;
    private final Instant now;

    /**
     * @param spec the CAs that the spec asks for
     * @param published the CAs that were published last, in order
     * @param removedAt when those that were kept already had left the spec, by fingerprint
     * @param longest how long a CA is kept
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

    /** The CAs that are kept for some clients, in the order in which they were published. */
    public List<Retained> decide(List<ClientSecret> clients) {
        List<Certificate> candidates = published.stream()
                .filter(ca -> !spec.contains(ca))
                .filter(ca -> !now.isAfter(ca.notAfter()))
                .filter(ca -> now.isBefore(deadline(ca)))
                .toList();
        if (candidates.isEmpty()) {
            return List.of();
        }
        List<Certificate> together = new ArrayList<>(spec);
        together.addAll(candidates);
        LeafJudge without = new LeafJudge(spec, ANY, now);
        LeafJudge with = new LeafJudge(together, ANY, now);
        Map<Certificate, List<String>> waiting = new LinkedHashMap<>();
        for (ClientSecret client : clients) {
            LeafVerdict alone = without.judge(client);
            boolean expired = alone.notAfter().filter(end -> !now.isAfter(end)).isEmpty();
            if (!expired && alone.path().isEmpty()) {
                LeafVerdict needed = with.judge(client);
                candidates.stream()
                        .filter(ca -> !needed.searched() || needed.path().contains(ca.fingerprint()))
                        .forEach(ca -> waiting.computeIfAbsent(ca, key -> new ArrayList<>())
                                .add(client.name()));
            }
        }
        return candidates.stream()
                .filter(waiting::containsKey)
                .map(ca -> new Retained(ca, removed(ca), deadline(ca), waiting.get(ca)))
                .toList();
    }

    private Instant removed(Certificate ca) {
        return removedAt.getOrDefault(ca.fingerprint(), now);
    }

    private Instant deadline(Certificate ca) {
        return removed(ca).plus(longest);
    }
}
