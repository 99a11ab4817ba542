package dev.namespacecerts.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which Temporal Namespaces the bundles of a Kubernetes namespace may claim. It is part of the operator's configuration,
 * because a user who may write bundles can name any Temporal Namespace in them.
 */
public final class TemporalNamespaces {
    /** Setting with {@code <namespace>=<name>.<account> *.<account>;<namespace>=...}. */
    public static final String SETTING = "namespacecerts.temporal-namespaces";

    /** Default: every bundle may claim any Temporal Namespace. */
    public static final TemporalNamespaces ANY = new TemporalNamespaces(Map.of());

    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern NAME = Pattern.compile("(\\*|[-_a-z0-9]+)\\.[-_a-z0-9]+");
    private static final String ANY_OF_ACCOUNT = "*";

    private final Map<String, List<String>> allowed;

    private TemporalNamespaces(Map<String, List<String>> allowed) {
        this.allowed = allowed;
    }

    /**
     * Reads the setting.
     *
     * @throws IllegalArgumentException where it is malformed; the message quotes the part
     */
    public static TemporalNamespaces parse(String setting) {
        Map<String, List<String>> allowed = new HashMap<>();
        for (String entry : setting.split(";")) {
            if (entry.isBlank()) {
                continue;
            }
            int equals = entry.indexOf('=');
            String namespace = entry.substring(0, Math.max(equals, 0)).strip();
            List<String> names = Stream.of(entry.substring(equals + 1).strip().split("[\\s,]+"))
                    .filter(name -> !name.isEmpty())
                    .map(TemporalNamespaces::normal)
                    .toList();
            if (!NAMESPACE.matcher(namespace).matches()
                    || !names.stream().allMatch(name -> NAME.matcher(name).matches())) {
                throw new IllegalArgumentException(entry.strip());
            }
            allowed.computeIfAbsent(namespace, key -> new ArrayList<>()).addAll(names);
        }
        return allowed.isEmpty() ? ANY : new TemporalNamespaces(Map.copyOf(allowed));
    }

    /** Whether the bundles of a Kubernetes namespace may claim a name of the form {@code <name>.<account>}. */
    public boolean allows(String namespace, String temporalNamespace) {
        if (this == ANY) {
            return true;
        }
        String name = normal(temporalNamespace);
        String ofAccount = ANY_OF_ACCOUNT + name.substring(name.indexOf('.'));
        return allowed.getOrDefault(namespace, List.of()).stream()
                .anyMatch(pattern -> pattern.equals(name) || pattern.equals(ofAccount));
    }

    /** A name in lower case, the only form that Temporal Cloud has. */
    public static String normal(String temporalNamespace) {
        return temporalNamespace.toLowerCase(Locale.ROOT);
    }
}
