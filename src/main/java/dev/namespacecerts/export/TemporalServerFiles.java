package dev.namespacecerts.export;

import java.util.List;
import java.util.Optional;

/** A bundle as the section {@code tls.frontend} of the configuration of a self-hosted Temporal server. */
final class TemporalServerFiles {
    static final String CONFIG = "config";
    static final String CA = "ca";

    private static final String HEAD = """
            # Written by ncb export. Merge it into the configuration of the Temporal server, and add certFile and keyFile
            # of the frontend, and a client certificate for systemWorker.
            global:
              tls:
                frontend:
                  server:
                    requireClientAuth: true
            """;

    private TemporalServerFiles() {}

    /** @param mounted where the server reads the CA file; empty if the CAs stand in the configuration itself */
    static List<ExportedFile> of(ExportedBundle bundle, Optional<String> mounted) {
        String authorities = mounted.map(file -> "clientCaFiles:\n          - " + yaml(file))
                .orElseGet(() -> "clientCaData:\n          - " + bundle.base64());
        ExportedFile config = new ExportedFile(CONFIG, "temporal-server.yaml", HEAD + "        " + authorities + "\n");
        return mounted.isEmpty()
                ? List.of(config)
                : List.of(config, new ExportedFile(CA, "client-ca.pem", bundle.pem()));
    }

    /** Text in single quotes, in which only these are special. */
    private static String yaml(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** What the server does not enforce; empty if the bundle has no filters. */
    static Optional<String> warning(ExportedBundle bundle) {
        int filters = bundle.filters().size();
        return filters == 0
                ? Optional.empty()
                : Optional.of(
                        "A Temporal server has no certificate filters. It accepts every client of these CAs, more than"
                                + " Temporal Cloud does with the " + (filters == 1 ? "filter" : filters + " filters")
                                + " of this bundle.");
    }
}
