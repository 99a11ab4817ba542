package dev.namespacecerts.bundle;

import dev.namespacecerts.api.v1alpha1.CertificateSource;
import dev.namespacecerts.api.v1alpha1.ConfigMapKey;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.PublishSpec;
import dev.namespacecerts.api.v1alpha1.PublishedObject;
import dev.namespacecerts.cloud.Connections;
import dev.namespacecerts.cloud.Synchronizer;
import dev.namespacecerts.publish.KnownTargets;
import dev.namespacecerts.publish.Target;
import dev.namespacecerts.queue.WakeUps;
import dev.namespacecerts.watch.CachePerInformer;
import dev.namespacecerts.watch.Causes;
import dev.namespacecerts.watch.Indexes;
import dev.namespacecerts.watch.Keys;
import dev.namespacecerts.watch.MetadataOnlyConfigMap;
import dev.namespacecerts.watch.MetadataOnlySecret;
import dev.namespacecerts.watch.OwnedObjects;
import dev.namespacecerts.watch.ReducingStore;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The watches of objects whose content is not kept: a change only triggers the reconciliation of the affected bundles. */
final class MetadataWatches {
    private static final String BY_CONFIG_MAP = "configMap";
    private static final String BY_CONNECTION = "connection";
    private static final String BY_OWNER = "owner";
    private static final long PAGE = 50;

    private final Synchronizer synchronizer;
    private final KnownTargets targets;
    private final WakeUps<ResourceID> wakeUps;
    private InformerEventSource<MetadataOnlyConfigMap, NamespaceCertificateBundle> configMaps;

    /**
     * @param synchronizer is told of the bundles whose connection changed
     * @param targets is told of the events of ConfigMaps
     */
    MetadataWatches(Synchronizer synchronizer, KnownTargets targets, WakeUps<ResourceID> wakeUps) {
        this.synchronizer = synchronizer;
        this.targets = targets;
        this.wakeUps = wakeUps;
    }

    /** @param again requests a reconciliation of a bundle */
    List<EventSource<?, NamespaceCertificateBundle>> prepare(
            EventSourceContext<NamespaceCertificateBundle> context, Consumer<ResourceID> again) {
        configMaps = configMaps(context);
        targets.start(bundle -> again.accept(ResourceID.fromResource(bundle)), key -> configMaps.get(Keys.id(key)));
        return List.of(configMaps, connections(context));
    }

    /** The ConfigMaps that were published for a bundle. */
    Stream<Target> publishedFor(NamespaceCertificateBundle bundle) {
        return configMaps.byIndex(BY_OWNER, OwnedObjects.key(bundle)).stream()
                .filter(map -> OwnedObjects.by(bundle, map.getMetadata()))
                .filter(map -> map.getMetadata().getDeletionTimestamp() == null)
                .map(map -> Target.object(
                        PublishedObject.Kind.ConfigMap, map.getMetadata().getName()));
    }

    /** Whether the cache has the version of a ConfigMap that was read from the API server. */
    boolean isCached(HasMetadata read) {
        return Keys.isSame(configMaps, read);
    }

    /** The version of a ConfigMap in the cache. */
    Optional<String> version(String key) {
        return configMaps.get(Keys.id(key)).map(map -> map.getMetadata().getResourceVersion());
    }

    /**
     * A hash of the versions of the ConfigMaps of a bundle: sources, target and earlier targets. Without the versions that the
     * operator wrote itself, but with those that the cache lacks.
     */
    int inputs(NamespaceCertificateBundle bundle) {
        List<String> named = namedConfigMaps(bundle);
        int others = Keys.versions(Stream.concat(
                        named.stream().flatMap(key -> configMaps.get(Keys.id(key)).stream()),
                        configMaps.byIndex(BY_OWNER, OwnedObjects.key(bundle)).stream())
                .filter(map -> !targets.isOwn(bundle, map)));
        long missing = named.stream()
                .filter(key -> targets.contains(key) && version(key).isEmpty())
                .count();
        return 31 * others + (int) missing;
    }

    private InformerEventSource<MetadataOnlyConfigMap, NamespaceCertificateBundle> configMaps(
            EventSourceContext<NamespaceCertificateBundle> context) {
        IndexerResourceCache<NamespaceCertificateBundle> bundles = context.getPrimaryCache();
        Indexes.add(bundles, BY_CONFIG_MAP, MetadataWatches::namedConfigMaps);
        InformerEventSourceConfiguration<MetadataOnlyConfigMap> settings = InformerEventSourceConfiguration.from(
                        MetadataOnlyConfigMap.class, NamespaceCertificateBundle.class)
                .withName("configmaps")
                .withSecondaryToPrimaryMapper(configMap -> {
                    Optional<String> writer = targets.writer(configMap, isCached(configMap));
                    Set<ResourceID> affected = affected(bundles.byIndex(BY_CONFIG_MAP, Keys.of(configMap)).stream()
                            .filter(bundle -> !writer.equals(
                                    Optional.of(bundle.getMetadata().getUid()))));
                    Causes.of(configMap, BundleReconciler.KIND, affected);
                    return wakeUps.atOnce(configMap.getMetadata().getNamespace(), affected);
                })
                .withPrimaryToSecondaryMapper(bundle -> Set.of()) // looked up by index instead
                .withInformerListLimit(PAGE)
                .withComparableResourceVersion(false)
                .withNamespacesInheritedFromController()
                .build();
        InformerEventSource<MetadataOnlyConfigMap, NamespaceCertificateBundle> watch =
                new InformerEventSource<>(CachePerInformer.of(settings, ReducingStore::whole), context);
        Indexes.add(watch, BY_OWNER, configMap -> OwnedObjects.keys(configMap.getMetadata()));
        return watch;
    }

    /**
     * Without content, because a connection has an API key. Shared connections are among those of the watched Kubernetes
     * namespaces if the operator watches its own.
     */
    private InformerEventSource<MetadataOnlySecret, NamespaceCertificateBundle> connections(
            EventSourceContext<NamespaceCertificateBundle> context) {
        IndexerResourceCache<NamespaceCertificateBundle> bundles = context.getPrimaryCache();
        Indexes.add(
                bundles,
                BY_CONNECTION,
                bundle -> synchronizer.connection(bundle).stream().toList());
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(MetadataOnlySecret.class, NamespaceCertificateBundle.class)
                        .withName("connections")
                        .withLabelSelector(Connections.LABEL + "=true")
                        .withSecondaryToPrimaryMapper(connection -> {
                            Set<ResourceID> affected =
                                    affected(bundles.byIndex(BY_CONNECTION, Keys.of(connection)).stream());
                            Causes.of(connection, BundleReconciler.KIND, affected);
                            affected.forEach(bundle -> synchronizer.connectionChanged(
                                    Keys.of(bundle.getNamespace().orElseThrow(), bundle.getName())));
                            return wakeUps.atOnce(connection.getMetadata().getNamespace(), affected);
                        })
                        .withPrimaryToSecondaryMapper(bundle -> Set.of()) // looked up by index instead
                        .withInformerListLimit(PAGE)
                        .withComparableResourceVersion(false)
                        .withNamespacesInheritedFromController()
                        .build(),
                context);
    }

    private static Set<ResourceID> affected(Stream<NamespaceCertificateBundle> bundles) {
        return bundles.map(ResourceID::fromResource).collect(Collectors.toSet());
    }

    /** The ConfigMaps that are sources of a bundle, and its target. */
    private static List<String> namedConfigMaps(NamespaceCertificateBundle bundle) {
        PublishSpec publish = bundle.getSpec().publish();
        Stream<ConfigMapKey> sources = bundle.getSpec().certificates().stream().map(CertificateSource::configMap);
        Stream<ConfigMapKey> target = Stream.ofNullable(publish).map(PublishSpec::configMap);
        return Stream.concat(sources, target)
                .filter(Objects::nonNull)
                .map(ConfigMapKey::name)
                .distinct()
                .map(name -> Keys.of(bundle.getMetadata().getNamespace(), name))
                .toList();
    }
}
