package dev.namespacecerts.bundle;

import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The ConfigMaps that were read last, up to two million characters. Each is used as long as the watch shows its version. Only those
 * that hold certificates and nothing else: a private key that somebody pasted must not stay in memory.
 */
final class RecentConfigMaps {
    private static final int MOST_CHARACTERS = 2_000_000;
    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";

    private final LinkedHashMap<String, ConfigMap> read = new LinkedHashMap<>(16, 0.75f, true);
    private int characters;

    /**
     * A ConfigMap.
     *
     * @param version the version that the watch shows, by the key of the ConfigMap
     * @param get reads it from the API server
     */
    Optional<ConfigMap> get(String key, Function<String, Optional<String>> version, Supplier<Optional<ConfigMap>> get) {
        Optional<ConfigMap> recent = recent(key)
                .filter(map ->
                        version.apply(key).equals(Optional.of(map.getMetadata().getResourceVersion())));
        if (recent.isPresent()) {
            return recent;
        }
        Optional<ConfigMap> found = get.get();
        replace(key, found);
        return found;
    }

    private synchronized Optional<ConfigMap> recent(String key) {
        return Optional.ofNullable(read.get(key));
    }

    private synchronized void replace(String key, Optional<ConfigMap> found) {
        characters -= size(read.remove(key));
        found.filter(map -> size(map) <= MOST_CHARACTERS && holdsOnlyCertificates(map))
                .ifPresent(map -> {
                    read.put(key, map);
                    characters += size(map);
                });
        var eldest = read.values().iterator();
        while (characters > MOST_CHARACTERS) {
            characters -= size(eldest.next());
            eldest.remove();
        }
    }

    private static boolean holdsOnlyCertificates(ConfigMap map) {
        return (map.getBinaryData() == null || map.getBinaryData().isEmpty())
                && map.getData() != null
                && map.getData().values().stream().allMatch(RecentConfigMaps::isOnlyCertificates);
    }

    private static boolean isOnlyCertificates(String text) {
        boolean inBlock = false;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            if (line.equals(inBlock ? END : BEGIN)) {
                inBlock = !inBlock;
            } else if (inBlock ? line.contains("--") : !line.isBlank()) {
                return false;
            }
        }
        return true;
    }

    private static int size(ConfigMap map) {
        return map == null
                ? 0
                : Stream.of(map.getData(), map.getBinaryData())
                        .filter(texts -> texts != null)
                        .map(Map::values)
                        .flatMap(texts -> texts.stream())
                        .mapToInt(String::length)
                        .sum();
    }
}
