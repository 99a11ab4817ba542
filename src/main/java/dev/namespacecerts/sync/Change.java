package dev.namespacecerts.sync;

import dev.namespacecerts.rules.Wording;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.Digests;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One update of a Temporal Cloud Namespace.
 *
 * @param add CAs to append
 * @param remove fingerprints of the CAs to remove
 * @param addFilters filters to append
 * @param removeFilters filters to remove
 */
public record Change(
        List<Certificate> add, Set<String> remove, List<CloudFilter> addFilters, Set<CloudFilter> removeFilters) {

    public boolean isEmpty() {
        return add.isEmpty() && remove.isEmpty() && addFilters.isEmpty() && removeFilters.isEmpty();
    }

    /** Digest of the change, whatever its order. */
    public String digest() {
        Stream<String> parts = Stream.of(
                        add.stream().map(ca -> "+" + ca.fingerprint()),
                        remove.stream().map(ca -> "-" + ca),
                        addFilters.stream().map(filter -> "+" + filter.digest()),
                        removeFilters.stream().map(filter -> "-" + filter.digest()))
                .flatMap(all -> all);
        String text = String.join("\n", parts.collect(Collectors.toCollection(TreeSet::new)));
        return Digests.sha256(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** What is changed, for a message: "1 CA added, 2 filters removed". */
    @Override
    public String toString() {
        return Stream.of(
                        part(add.size(), "CA", "added"),
                        part(remove.size(), "CA", "removed"),
                        part(addFilters.size(), "filter", "added"),
                        part(removeFilters.size(), "filter", "removed"))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String part(int number, String noun, String what) {
        return number == 0 ? "" : Wording.count(number, noun) + " " + what;
    }
}
