package dev.namespacecerts.sync;

import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.Digests;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a bundle and its filters say that the Temporal Cloud Namespace accepts.
 *
 * @param cas the distinct CAs of the bundle
 * @param filters the distinct accepted filters
 * @param hold why nothing is sent, although the bundle may differ; empty for a valid bundle
 */
public record Wanted(List<Certificate> cas, List<CloudFilter> filters, Optional<Hold> hold) {
    public Wanted {
        filters = List.copyOf(new LinkedHashSet<>(filters));
    }

    /** SHA-256 fingerprints of the CAs. */
    public Set<String> fingerprints() {
        return cas.stream().map(Certificate::fingerprint).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Digest of the CAs and filters, whatever their order. */
    public String digest() {
        String text = Stream.concat(
                        fingerprints().stream().sorted(),
                        filters.stream().map(CloudFilter::digest).sorted())
                .collect(Collectors.joining("\n", cas.size() + "\n", ""));
        return Digests.sha256(text.getBytes(StandardCharsets.US_ASCII));
    }
}
