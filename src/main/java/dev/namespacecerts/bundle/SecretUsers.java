package dev.namespacecerts.bundle;

import dev.namespacecerts.api.v1alpha1.ClientReference;
import dev.namespacecerts.api.v1alpha1.ClientSelector;
import dev.namespacecerts.api.v1alpha1.DemoLeafSpec;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundleSpec;
import dev.namespacecerts.api.v1alpha1.PublishSpec;
import dev.namespacecerts.api.v1alpha1.SecretKey;
import dev.namespacecerts.issue.Demo;
import dev.namespacecerts.watch.CertificateOnlySecret;
import dev.namespacecerts.watch.Indexes;
import dev.namespacecerts.watch.Keys;
import dev.namespacecerts.watch.OwnedObjects;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the bundles that use a Secret. */
final class SecretUsers {
    private static final String BY_NAME = "secret";
    private static final String BY_UID = "uid";
    private static final String BY_SELECTED_LABEL = "selectedLabel";

    /** With more bundles, a reconciliation instead of the watch finds out which bundles select a Secret. */
    private static final int MOST_MATCHED = 50;

    private final IndexerResourceCache<NamespaceCertificateBundle> bundles;
    private final Selections selections;

    SecretUsers(IndexerResourceCache<NamespaceCertificateBundle> bundles, Selections selections) {
        this.bundles = bundles;
        this.selections = selections;
        Indexes.add(bundles, BY_NAME, SecretUsers::named);
        Indexes.add(bundles, BY_UID, bundle -> List.of(OwnedObjects.key(bundle)));
        Indexes.add(bundles, BY_SELECTED_LABEL, SecretUsers::selectedLabels);
    }

    /** The bundles that own, name or select a Secret, or selected it before it changed. */
    Set<ResourceID> of(CertificateOnlySecret secret) {
        Set<ResourceID> using = new HashSet<>();
        using.addAll(selections.of(Keys.of(secret)));
        bundles.byIndex(BY_NAME, Keys.of(secret)).forEach(bundle -> using.add(ResourceID.fromResource(bundle)));
        OwnedObjects.keys(secret.getMetadata()).stream()
                .flatMap(key -> bundles.byIndex(BY_UID, key).stream())
                .forEach(bundle -> using.add(ResourceID.fromResource(bundle)));
        using.addAll(selecting(secret));
        return using;
    }

    private Set<ResourceID> selecting(CertificateOnlySecret secret) {
        Map<String, String> labels = secret.labels();
        Map<ResourceID, NamespaceCertificateBundle> candidates = new HashMap<>();
        labels.entrySet().stream()
                .map(label -> labelKey(secret.getMetadata().getNamespace(), label))
                .flatMap(key -> bundles.byIndex(BY_SELECTED_LABEL, key).stream())
                .forEach(bundle -> candidates.put(ResourceID.fromResource(bundle), bundle));
        if (candidates.size() <= MOST_MATCHED) {
            candidates.values().removeIf(bundle -> selectors(bundle).noneMatch(selector -> selector.matches(labels)));
        }
        return candidates.keySet();
    }

    /** Index keys: one label of each selector. A Secret without that label is not selected. */
    private static List<String> selectedLabels(NamespaceCertificateBundle bundle) {
        return selectors(bundle)
                .flatMap(
                        selector -> selector.matchLabels().entrySet().stream().min(Map.Entry.comparingByKey()).stream())
                .map(label -> labelKey(bundle.getMetadata().getNamespace(), label))
                .distinct()
                .toList();
    }

    private static String labelKey(String namespace, Map.Entry<String, String> label) {
        return Keys.of(namespace, label.getKey() + "=" + label.getValue());
    }

    /** The selectors of a bundle's clients. */
    static Stream<ClientSelector> selectors(NamespaceCertificateBundle bundle) {
        return bundle.getSpec().clients().stream()
                .map(ClientReference::selector)
                .filter(Objects::nonNull);
    }

    /** The keys of the Secrets that a bundle names. */
    static List<String> named(NamespaceCertificateBundle bundle) {
        NamespaceCertificateBundleSpec spec = bundle.getSpec();
        Stream<String> sources = spec.certificates().stream()
                .filter(source -> source.secret() != null)
                .map(source -> source.secret().name());
        Stream<String> clients = spec.clients().stream().map(ClientReference::secretName);
        Stream<String> leaves = Stream.ofNullable(spec.demo())
                .flatMap(demo -> Stream.ofNullable(demo.leaves()))
                .flatMap(List::stream)
                .map(DemoLeafSpec::secretName);
        Stream<String> authority = Stream.ofNullable(spec.demo()).map(demo -> Demo.authoritySecret(bundle));
        Stream<String> target = Stream.ofNullable(spec.publish())
                .map(PublishSpec::secret)
                .filter(Objects::nonNull)
                .map(SecretKey::name);
        return Stream.of(sources, clients, authority, leaves, target)
                .flatMap(names -> names)
                .filter(Objects::nonNull)
                .distinct()
                .map(name -> Keys.of(bundle.getMetadata().getNamespace(), name))
                .toList();
    }
}
