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

/** The demo certificates that the operator reported in the status of a bundle. */
public final class ReportedDemo {
    private final DemoStatus.Authority authority;
    private final Map<String, Optional<Instant>> unusedSince = new HashMap<>();
    private final Set<String> leaves;
    private final Optional<Instant> trusted;

    private ReportedDemo(DemoStatus demo, Optional<PublishedCas> published) {
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
                            Optional.ofNullable(root.unusedSince()).flatMap(ReportedDemo::instant)));
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
     * Reads the status of a bundle.
     *
     * @param demo the authenticated demo status; empty if there is none
     * @param published the last published content; empty if the spec has no publish
     */
    public static ReportedDemo of(Optional<DemoStatus> demo, Optional<PublishedCas> published) {
        return new ReportedDemo(demo.orElse(null), published);
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The number of the current root, counted from 1; 0 before the first one. */
    int generation() {
        return authority == null ? 0 : authority.generation();
    }

    /** Whether a certificate is the current root. */
    boolean isCurrent(Certificate certificate) {
        return authority != null && authority.fingerprint().equals(certificate.fingerprint());
    }

    /**
     * When servers start to accept leaves of the current root; empty while it is not published. Without spec.publish, the
     * earliest instant.
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

    /** When the last leaf of a root was replaced. */
    Optional<Instant> unusedSince(Certificate root) {
        return unusedSince.getOrDefault(root.fingerprint(), Optional.empty());
    }
}
