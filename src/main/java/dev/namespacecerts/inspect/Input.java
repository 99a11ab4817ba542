package dev.namespacecerts.inspect;

import dev.namespacecerts.x509.Certificate;
import java.util.List;

/**
 * What was read of one argument.
 *
 * @param name as the user gave it, escaped
 * @param format for example "PEM: 3 certificates"
 * @param notes what a person must know beside the certificates
 * @param unshown number of blocks above the limit, which were not read
 * @param server facts of a TLS server; null for a file
 */
public record Input(
        String name, String format, List<Source> sources, List<String> notes, int unshown, ServerFacts server) {
    public Input {
        sources = List.copyOf(sources);
        notes = List.copyOf(notes);
    }

    /** Whether a block could not be read. */
    boolean isIncomplete() {
        return unshown > 0
                || sources.stream()
                        .flatMap(source -> source.entries().stream())
                        .anyMatch(entry -> entry.problem() != null);
    }

    Input named(String other) {
        return new Input(other, format, sources, notes, unshown, server);
    }

    /** The readable CA certificates. */
    public List<Certificate> authorities() {
        return sources.stream()
                .flatMap(source -> source.entries().stream())
                .map(Entry::certificate)
                .filter(certificate -> certificate != null && certificate.isCa())
                .distinct()
                .toList();
    }
}
