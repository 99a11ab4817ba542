package dev.namespacecerts.lint;

import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.manifest.Document;
import dev.namespacecerts.manifest.Unit;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The objects of the documents by name. An object without a Kubernetes namespace may be in any. A repository may define an
 * object several times, for several clusters: a reference means the definition with the most folders in common.
 */
final class ObjectIndex {
    private static final String BUNDLE = "NamespaceCertificateBundle";

    private final List<Held<NamespaceCertificateBundle>> bundles = new ArrayList<>();
    private final List<Held<CertificateFilter>> filters = new ArrayList<>();
    private final Map<String, List<Held<ConfigMap>>> configMaps = new HashMap<>();
    private final Map<String, List<Held<Secret>>> secrets = new HashMap<>();
    private final Map<String, List<Held<CertificateFilter>>> filtersByBundle = new HashMap<>();
    private final Map<String, List<Held<NamespaceCertificateBundle>>> bundlesByName = new HashMap<>();

    /** What one build has, but unjudged, is not sought in others. */
    private final Set<List<Object>> unjudged = new HashSet<>();

    void addUnjudged(Document document) {
        unjudged.add(key(document.unit(), document.kind(), document.name()));
    }

    private static List<Object> key(Unit unit, String kind, String name) {
        return List.of(unit, kind, name);
    }

    void addBundle(Held<NamespaceCertificateBundle> bundle) {
        bundles.add(bundle);
        add(bundlesByName, bundle.object().getMetadata().getName(), bundle);
    }

    void addFilter(Held<CertificateFilter> filter) {
        filters.add(filter);
        add(filtersByBundle, filter.object().getSpec().bundleRef().name(), filter);
    }

    void addConfigMap(Held<ConfigMap> map) {
        add(configMaps, map.object().getMetadata().getName(), map);
    }

    void addSecret(Held<Secret> secret) {
        add(secrets, secret.object().getMetadata().getName(), secret);
    }

    private static <T> void add(Map<String, List<T>> index, String key, T value) {
        index.computeIfAbsent(key, k -> new ArrayList<>()).add(value);
    }

    List<Held<NamespaceCertificateBundle>> bundles() {
        return bundles;
    }

    List<Held<CertificateFilter>> filters() {
        return filters;
    }

    Optional<Held<ConfigMap>> configMap(Document from, String name) {
        return nearest(from, "ConfigMap", name, configMaps);
    }

    Optional<Held<Secret>> secret(Document from, String name) {
        return nearest(from, "Secret", name, secrets);
    }

    boolean hasSecret(String namespace, String name) {
        return secrets.getOrDefault(name, List.of()).stream()
                .anyMatch(held -> held.document().namespace().equals(namespace));
    }

    /** The Secrets that a bundle may select; one for each name. */
    Stream<Held<Secret>> secrets(Document from) {
        return secrets.keySet().stream().flatMap(name -> secret(from, name).stream());
    }

    Optional<Held<NamespaceCertificateBundle>> bundle(Document from, String name) {
        return nearest(from, BUNDLE, name, bundlesByName);
    }

    /** The filters whose bundle is this one, and not a nearer definition of the same name; one for each name. */
    List<Held<CertificateFilter>> filtersOf(Held<NamespaceCertificateBundle> bundle) {
        String name = bundle.object().getMetadata().getName();
        Map<String, List<Held<CertificateFilter>>> named = new TreeMap<>();
        for (Held<CertificateFilter> filter : filtersByBundle.getOrDefault(name, List.of())) {
            if (nearestAll(filter.document(), BUNDLE, name, bundlesByName).anyMatch(nearest -> nearest == bundle)) {
                add(named, filter.object().getMetadata().getName(), filter);
            }
        }
        return named.keySet().stream()
                .flatMap(filter -> nearest(bundle.document(), "CertificateFilter", filter, named).stream())
                .toList();
    }

    private <T extends HasMetadata> Optional<Held<T>> nearest(
            Document from, String kind, String name, Map<String, List<Held<T>>> candidates) {
        return nearestAll(from, kind, name, candidates)
                .reduce((earlier, later) -> later); // kubectl applies the last one last
    }

    private <T extends HasMetadata> Stream<Held<T>> nearestAll(
            Document from, String kind, String name, Map<String, List<Held<T>>> candidates) {
        boolean sameUnit = unjudged.contains(key(from.unit(), kind, name));
        List<Held<T>> possible = candidates.getOrDefault(name, List.of()).stream()
                .filter(held -> sameUnit
                        ? held.document().unit().equals(from.unit())
                        : held.document().unit().path().equals(from.unit().path()))
                .filter(held -> mayMeet(from, held.document()))
                .toList();
        int most = possible.stream()
                .mapToInt(held -> closeness(from, held.document()))
                .max()
                .orElse(0);
        return possible.stream().filter(held -> closeness(from, held.document()) == most);
    }

    static boolean mayMeet(Document one, Document other) {
        return one.namespace().isEmpty()
                || other.namespace().isEmpty()
                || one.namespace().equals(other.namespace());
    }

    /** One build counts more than an equal namespace, and that more than any number of folders. */
    static int closeness(Document from, Document to) {
        int common = commonFolders(from.file(), to.file());
        int namespace = from.namespace().equals(to.namespace()) ? Short.MAX_VALUE : 0;
        return common + namespace + (from.unit().equals(to.unit()) ? 2 * Short.MAX_VALUE : 0);
    }

    private static int commonFolders(String one, String other) {
        int folders = 0;
        int end = Math.min(one.length(), other.length());
        for (int i = 0; i < end && one.charAt(i) == other.charAt(i); i++) {
            folders += one.charAt(i) == '/' ? 1 : 0;
        }
        return folders;
    }
}
