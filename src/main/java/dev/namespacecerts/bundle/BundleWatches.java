package dev.namespacecerts.bundle;

import static dev.namespacecerts.watch.Keys.allBut;

import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.CertificateSource;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.watch.Changes;
import dev.namespacecerts.watch.Keys;
import dev.namespacecerts.watch.Pruned;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.api.config.informer.FieldSelectorBuilder;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is watched for bundles, and which bundles a change concerns: found by index, never by looking through them all. */
final class BundleWatches {
    private static final String BY_CONFIG_MAP = "configMap";
    private static final String BY_SECRET = "secret";
    private static final String BY_BUNDLE = "bundle";
    private static final String BY_TEMPORAL_NAMESPACE = "temporalNamespace";

    private InformerEventSource<CertificateFilter, NamespaceCertificateBundle> filters;
    private InformerEventSource<NamespaceCertificateBundle, NamespaceCertificateBundle> claimants;

    List<EventSource<?, NamespaceCertificateBundle>> prepare(EventSourceContext<NamespaceCertificateBundle> context) {
        IndexerResourceCache<NamespaceCertificateBundle> bundles = context.getPrimaryCache();
        bundles.addIndexer(
                BY_CONFIG_MAP,
                bundle -> keys(
                        bundle,
                        source -> source.configMap() == null
                                ? null
                                : source.configMap().name()));
        bundles.addIndexer(
                BY_SECRET,
                bundle -> keys(
                        bundle,
                        source ->
                                source.secret() == null ? null : source.secret().name()));

        filters = new InformerEventSource<>(
                InformerEventSourceConfiguration.from(CertificateFilter.class, NamespaceCertificateBundle.class)
                        .withName("filters")
                        .withSecondaryToPrimaryMapper(filter -> Set.of(new ResourceID(
                                filter.getSpec().bundleRef().name(),
                                filter.getMetadata().getNamespace())))
                        .withItemStore(Pruned.spec(CertificateFilter::new))
                        .withOnUpdateFilter(Changes.ofSpec())
                        .withComparableResourceVersion(false)
                        .withNamespacesInheritedFromController()
                        .build(),
                context);
        filters.addIndexer(
                BY_BUNDLE,
                filter -> List.of(Keys.of(
                        filter.getMetadata().getNamespace(),
                        filter.getSpec().bundleRef().name())));

        claimants = new InformerEventSource<>(
                InformerEventSourceConfiguration.from(
                                NamespaceCertificateBundle.class, NamespaceCertificateBundle.class)
                        .withName("claimants")
                        .withSecondaryToPrimaryMapper(bundle -> allBut(bundle, rivals(bundle)))
                        .withItemStore(Pruned.claim())
                        .withOnUpdateFilter(Changes.ofSpec())
                        .withComparableResourceVersion(false)
                        .withNamespacesInheritedFromController()
                        .build(),
                context);
        claimants.addIndexer(BY_TEMPORAL_NAMESPACE, Claim::keys);

        return List.of(
                filters,
                claimants,
                sources(ConfigMap.class, "configmaps", BY_CONFIG_MAP, context, builder -> builder),
                sources(
                        Secret.class,
                        "tls-secrets",
                        BY_SECRET,
                        context,
                        builder -> builder.withFieldSelector(new FieldSelectorBuilder()
                                .withField("type", ReadableSecrets.TLS_TYPE)
                                .build())),
                sources(
                        Secret.class,
                        "source-secrets",
                        BY_SECRET,
                        context,
                        builder -> builder.withLabelSelector(ReadableSecrets.SOURCE_LABEL + "=true")));
    }

    /** The filters that name a bundle, in the order of their names. */
    List<CertificateFilter> filtersOf(NamespaceCertificateBundle bundle) {
        return filters.byIndex(BY_BUNDLE, Keys.of(bundle)).stream()
                .sorted(java.util.Comparator.comparing(f -> f.getMetadata().getName()))
                .toList();
    }

    /** Whose the Temporal Namespace of a bundle is. */
    Claim claimOf(NamespaceCertificateBundle bundle) {
        return Claim.of(bundle, rivals(bundle));
    }

    private List<NamespaceCertificateBundle> rivals(NamespaceCertificateBundle bundle) {
        return Claim.keys(bundle).stream()
                .flatMap(key -> claimants.byIndex(BY_TEMPORAL_NAMESPACE, key).stream())
                .toList();
    }

    /** A watch that keeps no content: a change only says which bundles are to be judged again. */
    private static <T extends HasMetadata> InformerEventSource<T, NamespaceCertificateBundle> sources(
            Class<T> kind,
            String name,
            String index,
            EventSourceContext<NamespaceCertificateBundle> context,
            Function<InformerEventSourceConfiguration.Builder<T>, InformerEventSourceConfiguration.Builder<T>>
                    selection) {
        IndexerResourceCache<NamespaceCertificateBundle> bundles = context.getPrimaryCache();
        return new InformerEventSource<>(
                selection
                        .apply(InformerEventSourceConfiguration.from(kind, NamespaceCertificateBundle.class)
                                .withName(name)
                                .withSecondaryToPrimaryMapper(source -> bundles.byIndex(index, Keys.of(source)).stream()
                                        .map(ResourceID::fromResource)
                                        .collect(Collectors.toSet()))
                                .withItemStore(Pruned.identity(kind))
                                .withComparableResourceVersion(false)
                                .withNamespacesInheritedFromController())
                        .build(),
                context);
    }

    private static List<String> keys(
            NamespaceCertificateBundle bundle, Function<CertificateSource, String> referencedName) {
        return bundle.getSpec().certificates().stream()
                .map(referencedName)
                .filter(Objects::nonNull)
                .distinct()
                .map(name -> Keys.of(bundle.getMetadata().getNamespace(), name))
                .toList();
    }
}
