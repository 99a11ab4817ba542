package dev.namespacecerts.demo;

import dev.namespacecerts.api.v1alpha1.DemoStatus;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundleStatus;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.Digests;
import dev.namespacecerts.x509.PemBlock;
import dev.namespacecerts.x509.PemReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the operator has said of its own demo certificates in the status of a bundle. */
public final class Reported {
    private final DemoStatus.Authority authority;
    private final Map<String, Optional<Instant>> unusedSince = new HashMap<>();
    private final Set<String> leaves;
    private final boolean published;

    private Reported(NamespaceCertificateBundle bundle, NamespaceCertificateBundleStatus status, DemoStatus demo) {
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
        published = authority != null
                && (bundle.getSpec().publish() == null || isPublished(status, authority.fingerprint()));
    }

    /**
     * What stands in the status of a bundle.
     *
     * @param demo what the operator itself wrote there of the demo; empty for nothing
     */
    public static Reported of(NamespaceCertificateBundle bundle, Optional<DemoStatus> demo) {
        return new Reported(bundle, bundle.getStatus(), demo.orElse(null));
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

    /** Whether the root that signs was published, where that is asked for. */
    boolean isPublished() {
        return published;
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

    /** Whether a root is among what was published last, be it in another order than the status lists the certificates. */
    private static boolean isPublished(NamespaceCertificateBundleStatus status, String root) {
        return status.published() != null
                && status.rotation() != null
                && status.rotation().lastPublished() != null
                && PemReader.read(status.rotation().lastPublished().getBytes(StandardCharsets.US_ASCII)).stream()
                        .map(PemBlock::der)
                        .filter(Objects::nonNull)
                        .anyMatch(der -> Digests.sha256(der).endsWith(root));
    }
}
