package dev.namespacecerts.cloudservice;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What an API key may do.
 *
 * @param name for the records of requests
 * @param read the Namespaces that it may read, empty for all
 * @param update the Namespaces that it may update, empty for all
 * @param readOnly whether it may update none
 * @param changesAll whether its changes of other things than CAs and filters are no violations
 */
record ApiKey(
        String name,
        Set<String> read,
        Set<String> update,
        boolean readOnly,
        boolean changesAll,
        Optional<Instant> expiry) {

    boolean mayRead(String namespace) {
        return read.isEmpty() || read.contains(namespace);
    }

    boolean mayUpdate(String namespace) {
        return !readOnly && mayRead(namespace) && (update.isEmpty() || update.contains(namespace));
    }
}
