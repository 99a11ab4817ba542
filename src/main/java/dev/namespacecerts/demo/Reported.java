package dev.namespacecerts.demo;

import dev.namespacecerts.api.v1alpha1.DemoStatus;
import dev.namespacecerts.x509.Certificate;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the operator has said of its own demo certificates in the status of a bundle. */
public final class Reported {
    private final DemoStatus.Authority authority;
    private final Map<String, Optional<Instant>> unusedSince = new HashMap<>();
    private final Set<String> leaves;
    private final Optional<Instant> trusted;

    private Reported(DemoStatus demo, Optional<PublishedCas> published) {
        authority = demo == null ? null : demo.authority();
        leaves = demo == null || demo.leaves() == null
                ? Set.of()
                : demo.leaves().stream().map(DemoStatus.Leaf::fingerprint).collect(Collectors.toSet());
        if (authority != null) {
            unusedSince.put(authority.fingerprint(), Optional.empty());
            Stream.ofNullable(authority.previous())
                    .flatMap(roots -> roots.stream())
                    .forEach(root -> unusedSince.put(
                            root.fingerprint(),
                            Optional.ofNullable(root.unusedSince()).flatMap(Reported::instant)));
        }
        trusted = authority == null
                ? Optional.empty()
                : published.isEmpty()
                        ? Optional.of(Instant.MIN)
                        : published
                                .filter(cas -> cas.fingerprints().contains(authority.fingerprint()))
                                .map(PublishedCas::loaded);
    }

    /**
     * What stands in the status of a bundle.
     *
     * @param demo what the operator itself wrote there of the demo; empty for nothing
     * @param published what it published last; empty where publishing is not asked for
     */
    public static Reported of(Optional<DemoStatus> demo, Optional<PublishedCas> published) {
        return new Reported(demo.orElse(null), published);
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Which root of the bundle the one that signs is, counted from 1; 0 before the first one. */
    int generation() {
        return authority == null ? 0 : authority.generation();
    }

    /** Whether a certificate is the root that signs. */
    boolean isCurrent(Certificate certificate) {
        return authority != null && authority.fingerprint().equals(certificate.fingerprint());
    }

    /**
     * From when on servers accept leaves of the root that signs; empty while it was not published. Where publishing is not
     * asked for, they do since ever.
     */
    Optional<Instant> trusted() {
        return trusted;
    }

    /** Whether a certificate is a demo root of the bundle. */
    boolean isRoot(Certificate certificate) {
        return unusedSince.containsKey(certificate.fingerprint());
    }

    /** Whether a certificate is a demo leaf of the bundle. */
    boolean isLeaf(Certificate certificate) {
        return leaves.contains(certificate.fingerprint());
    }

    /** Since when no leaf of a root is left. */
    Optional<Instant> unusedSince(Certificate root) {
        return unusedSince.getOrDefault(root.fingerprint(), Optional.empty());
    }
}
