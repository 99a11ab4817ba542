package dev.namespacecerts.lint;

import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.manifest.Document;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The objects of the documents by name. An object without a Kubernetes namespace may be in any. A repository may define an
 * object several times, for several clusters: a reference means the definition with the most folders in common.
 */
final class ObjectIndex {
    private final List<Held<NamespaceCertificateBundle>> bundles = new ArrayList<>();
    private final List<Held<CertificateFilter>> filters = new ArrayList<>();
    private final Map<String, List<Held<ConfigMap>>> configMaps = new HashMap<>();
    private final Map<String, List<Held<Secret>>> secrets = new HashMap<>();
    private final Map<String, List<Held<CertificateFilter>>> filtersByBundle = new HashMap<>();
    private final Map<String, List<Held<NamespaceCertificateBundle>>> bundlesByName = new HashMap<>();

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
        return nearest(from, configMaps.getOrDefault(name, List.of()));
    }

    Optional<Held<Secret>> secret(Document from, String name) {
        return nearest(from, secrets.getOrDefault(name, List.of()));
    }

    /** The Secrets that a bundle may select; one for each name. */
    Stream<Held<Secret>> secrets(Document from) {
        return secrets.values().stream().flatMap(named -> nearest(from, named).stream());
    }

    Optional<Held<NamespaceCertificateBundle>> bundle(Document from, String name) {
        return nearest(from, bundlesByName.getOrDefault(name, List.of()));
    }

    /** The filters whose bundle is this one, and not a nearer definition of the same name; one for each name. */
    List<Held<CertificateFilter>> filtersOf(Held<NamespaceCertificateBundle> bundle) {
        Map<String, List<Held<CertificateFilter>>> named = new TreeMap<>();
        for (Held<CertificateFilter> filter :
                filtersByBundle.getOrDefault(bundle.object().getMetadata().getName(), List.of())) {
            if (nearestAll(
                            filter.document(),
                            bundlesByName.get(bundle.object().getMetadata().getName()))
                    .anyMatch(nearest -> nearest == bundle)) {
                add(named, filter.object().getMetadata().getName(), filter);
            }
        }
        return named.values().stream()
                .flatMap(same -> nearest(bundle.document(), same).stream())
                .toList();
    }

    private static <T extends HasMetadata> Optional<Held<T>> nearest(Document from, List<Held<T>> candidates) {
        return nearestAll(from, candidates).reduce((earlier, later) -> later); // kubectl applies the last one last
    }

    private static <T extends HasMetadata> Stream<Held<T>> nearestAll(Document from, List<Held<T>> candidates) {
        List<Held<T>> possible = candidates.stream()
                .filter(held -> held.document().unit().equals(from.unit()))
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

    /** An equal namespace counts more than any number of folders. */
    static int closeness(Document from, Document to) {
        int common = commonFolders(from.file(), to.file());
        return from.namespace().equals(to.namespace()) ? common + Short.MAX_VALUE : common;
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
