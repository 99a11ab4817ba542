package dev.namespacecerts.settings;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which connections of the operator's Kubernetes namespace other namespaces may use, and for which Temporal Namespaces. By
 * default none.
 */
public final class SharedConnections {
    /** Setting with {@code <Secret>/<Kubernetes namespace>=<name>.<account> *.<account>;...}. */
    public static final String SETTING = "namespacecerts.cloud-shared";

    /** Setting with the operator's own Kubernetes namespace. */
    public static final String NAMESPACE_SETTING = "namespacecerts.cloud-shared-namespace";

    public static final SharedConnections NONE = new SharedConnections(Map.of());

    private final Map<String, TemporalNamespaces> byConnection;

    private SharedConnections(Map<String, TemporalNamespaces> byConnection) {
        this.byConnection = byConnection;
    }

    /**
     * Reads the setting.
     *
     * @throws IllegalArgumentException where it is malformed; the message quotes the part
     */
    public static SharedConnections parse(String setting) {
        Map<String, StringBuilder> entries = new HashMap<>();
        for (String entry : setting.split(";")) {
            if (entry.isBlank()) {
                continue;
            }
            int slash = entry.indexOf('/');
            String name = entry.substring(0, Math.max(slash, 0)).strip();
            if (!name.matches("[a-z0-9]([-.a-z0-9]*[a-z0-9])?")
                    || !entry.substring(slash).contains("=")) {
                throw new IllegalArgumentException(entry.strip());
            }
            entries.computeIfAbsent(name, key -> new StringBuilder())
                    .append(entry.substring(slash + 1))
                    .append(';');
        }
        Map<String, TemporalNamespaces> byConnection = new HashMap<>();
        entries.forEach((name, allowed) -> byConnection.put(name, TemporalNamespaces.parse(allowed.toString())));
        return new SharedConnections(Map.copyOf(byConnection));
    }

    /** The Secrets that are shared. */
    public Set<String> names() {
        return byConnection.keySet();
    }

    /** Whether the bundles of a Kubernetes namespace may use a connection for a Temporal Namespace. */
    public boolean allows(String connection, String namespace, String temporalNamespace) {
        TemporalNamespaces allowed = byConnection.get(connection);
        return allowed != null && allowed != TemporalNamespaces.ANY && allowed.allows(namespace, temporalNamespace);
    }
}
