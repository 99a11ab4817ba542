package dev.namespacecerts.evaluate;

import dev.namespacecerts.api.v1alpha1.CertificateSource;
import dev.namespacecerts.api.v1alpha1.ConfigMapKey;
import dev.namespacecerts.api.v1alpha1.SecretKey;
import dev.namespacecerts.rules.BundleSource;
import dev.namespacecerts.rules.ca.BundleJudge;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the texts of a bundle's sources. Each object is read once, even if several sources refer to it. Only the texts
 * of referenced keys are kept, and no more bytes in all than are evaluated.
 */
public final class SourceTexts {
    /** The only message about a missing source. The author of a bundle must not learn which objects exist. */
    private static final String ABSENT = "it does not exist, has no such key, or the operator may not read it";

    private final List<CertificateSource> sources;
    private final Function<String, Optional<ConfigMap>> readConfigMap;
    private final Function<String, Optional<Secret>> readSecret;
    private final Map<String, Map<String, Kept>> configMaps = new HashMap<>();
    private final Map<String, Map<String, Kept>> secrets = new HashMap<>();
    private final Map<String, Integer> seen = new HashMap<>();
    private int bytes;

    /** @param text null if it is too large */
    private record Kept(byte[] text, int length) {}

    /**
     * @param readConfigMap finds a ConfigMap by its name
     * @param readSecret finds a readable Secret by its name
     */
    public SourceTexts(
            List<CertificateSource> sources,
            Function<String, Optional<ConfigMap>> readConfigMap,
            Function<String, Optional<Secret>> readSecret) {
        this.sources = sources;
        this.readConfigMap = readConfigMap;
        this.readSecret = readSecret;
    }

    /** The texts of the sources, in the order of the spec. */
    public List<BundleSource> collect() {
        List<BundleSource> collected = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            collected.add(collect("spec.certificates[" + i + "]", sources.get(i)));
        }
        return collected;
    }

    private BundleSource collect(String name, CertificateSource source) {
        if (source.configMap() != null) {
            ConfigMapKey reference = source.configMap();
            Kept kept = configMaps
                    .computeIfAbsent(reference.name(), this::configMap)
                    .get(reference.key());
            String place = place("ConfigMap " + reference.name(), reference.key(), name);
            return kept == null
                    ? new BundleSource.Missing(name, place, ABSENT)
                    : found(name, place, kept, "ConfigMap \"" + reference.name() + "\"");
        }
        if (source.secret() != null) {
            SecretKey reference = source.secret();
            Kept kept = secrets.computeIfAbsent(reference.name(), this::secret).get(reference.key());
            String place = place("Secret " + reference.name(), reference.key(), name);
            return kept == null
                    ? new BundleSource.Missing(name, place, ABSENT, reference.name())
                    : found(name, place, kept, "Secret \"" + reference.name() + "\"");
        }
        return found(name, name, keep(source.inline().getBytes(StandardCharsets.UTF_8)), "this bundle");
    }

    /** The name of a source in messages, with its index if other sources refer to the same key. */
    private String place(String object, String key, String name) {
        String place = object + ", key " + key;
        return seen.merge(place, 1, Integer::sum) == 1 ? place : place + ", again as " + name;
    }

    private static BundleSource found(String name, String place, Kept kept, String object) {
        return kept.text() == null
                ? new BundleSource.Unread(name, place, kept.length())
                : new BundleSource.Text(name, place, kept.text(), object);
    }

    private Map<String, Kept> configMap(String name) {
        List<String> keys = sources.stream()
                .map(CertificateSource::configMap)
                .filter(reference -> reference != null && reference.name().equals(name))
                .map(ConfigMapKey::key)
                .toList();
        return readConfigMap
                .apply(name)
                .map(map -> {
                    Map<String, Kept> kept = keep(keys, map.getBinaryData(), Base64.getDecoder()::decode);
                    kept.putAll(keep(keys, map.getData(), text -> text.getBytes(StandardCharsets.UTF_8)));
                    return kept;
                })
                .orElse(Map.of());
    }

    private Map<String, Kept> secret(String name) {
        List<String> keys = sources.stream()
                .map(CertificateSource::secret)
                .filter(reference -> reference != null && reference.name().equals(name))
                .map(SecretKey::key)
                .toList();
        return readSecret
                .apply(name)
                .map(secret -> keep(
                        keys.stream()
                                .filter(key -> ReadableSecrets.mayBeRead(secret, key))
                                .toList(),
                        secret.getData(),
                        Base64.getDecoder()::decode))
                .orElse(Map.of());
    }

    private Map<String, Kept> keep(List<String> keys, Map<String, String> data, Function<String, byte[]> decode) {
        Map<String, Kept> kept = new HashMap<>();
        if (data != null) {
            keys.stream()
                    .filter(data::containsKey)
                    .forEach(key -> kept.computeIfAbsent(key, k -> keep(decode.apply(data.get(k)))));
        }
        return kept;
    }

    private Kept keep(byte[] text) {
        if (text.length > BundleJudge.MOST_BYTES || bytes + text.length > BundleJudge.MOST_BYTES_IN_ALL) {
            return new Kept(null, text.length);
        }
        bytes += text.length;
        return new Kept(text, text.length);
    }
}
