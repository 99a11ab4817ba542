package dev.namespacecerts.inspect;

import dev.namespacecerts.x509.Certificate;
import java.util.List;

/**
 * What was read of one argument.
 *
 * @param name as the user gave it, escaped
 * @param format for example "PEM: 3 certificates"
 * @param notes what a person must know beside the certificates
 * @param server facts of a TLS server; null for a file
 */
public record Input(String name, String format, List<Source> sources, List<String> notes, ServerFacts server) {
    public Input {
        sources = List.copyOf(sources);
        notes = List.copyOf(notes);
    }

    Input named(String other) {
        return new Input(other, format, sources, notes, server);
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
